using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// COMMENT ON (src/backend/commands/comment.c).
internal sealed partial class SchemaFolder
{
    private void Comment(CommentStmt statement)
    {
        // An empty comment removes the comment, as NULL does.
        var comment = statement.IsNull || string.IsNullOrEmpty(statement.Comment.Value) ? null : statement.Comment.Value;
        switch (statement.ObjType)
        {
            case ObjectType.Table or ObjectType.View or ObjectType.MaterializedView or ObjectType.ForeignTable or ObjectType.Index or ObjectType.Sequence:
                CommentOnRelation(statement, comment);
                break;
            case ObjectType.Column:
                CommentOnColumn(statement, comment);
                break;
            case ObjectType.Schema:
                var (_, schemaName) = NameOf(statement.Object);
                if (_database.Namespaces.TryGetValue(schemaName, out var schema))
                    schema.Comment = comment;
                else
                    Fail(statement.Object.Span, $"schema \"{schemaName}\" does not exist");
                break;
            // An array type has a comment of its own.
            case ObjectType.Type or ObjectType.Domain when statement.Object is not TypeName { ArrayBounds.IsEmpty: false }:
                var (typeSchema, typeName) = NameOf(statement.Object);
                if (_database.FindRelation(typeSchema, typeName) is CompositeState composite)
                    composite.Comment = comment;
                else if (_database.FindType(typeSchema, typeName) is { } type)
                    type.Comment = comment;
                else if (_types.Find(typeSchema, typeName) is null)
                    Fail(statement.Object.Span, $"type \"{Display(typeSchema, typeName)}\" does not exist");
                break;
            case ObjectType.Function or ObjectType.Procedure or ObjectType.Routine or ObjectType.Aggregate when statement.Object is ObjectWithArgs signature:
                if (FindFunction(signature, statement.ObjType, missingOk: false) is { } function)
                    function.Comment = comment;
                break;
            case ObjectType.TableConstraint:
                CommentOnConstraint(statement);
                break;
        }
    }

    private void CommentOnRelation(CommentStmt statement, string? comment)
    {
        var (schema, name) = NameOf(statement.Object);
        var relation = _database.FindRelation(schema, name);
        if (relation is null)
        {
            if (!IsBeyondFolding(schema))
                Fail(statement.Object.Span, $"relation \"{Display(schema, name)}\" does not exist");
            return;
        }

        var fits = statement.ObjType switch
        {
            ObjectType.Table => relation is TableState { Kind: not TableKind.Foreign },
            ObjectType.ForeignTable => relation is TableState { Kind: TableKind.Foreign },
            // The server knows continuous aggregates as views.
            ObjectType.View => relation is ViewState { Kind: not ViewKind.Materialized },
            ObjectType.MaterializedView => relation is ViewState { Kind: not ViewKind.View },
            ObjectType.Index => relation is IndexState,
            _ => relation is SequenceState,
        };
        if (fits)
            relation.Comment = comment;
        else
            Fail(statement.Object.Span, $"\"{name}\" is not {(statement.ObjType == ObjectType.Index ? "an" : "a")} {Word(statement.ObjType)}");
    }

    private void CommentOnColumn(CommentStmt statement, string? comment)
    {
        var names = NamesOf(statement.Object);
        if (names.Count < 2)
            return;
        var schema = names.Count > 2 ? Name(names[names.Count - 3]) : null;
        var table = Name(names[names.Count - 2]);
        if (_database.FindRelation(schema, table) is { } relation)
        {
            if (FindColumn(relation, names[names.Count - 1]) is { } column)
                column.Comment = comment;
        }
        else if (!IsBeyondFolding(schema))
        {
            Fail(statement.Object.Span, $"relation \"{Display(schema, table)}\" does not exist");
        }
    }

    private void CommentOnConstraint(CommentStmt statement)
    {
        var (_, name) = NameOf(statement.Object);
        var (schema, tableName) = NameOf(statement.SecondObject);
        if (_database.FindRelation(schema, tableName) is not TableState table)
            Fail(statement.SecondObject?.Span ?? statement.Span, $"relation \"{Display(schema, tableName)}\" does not exist");
        else if (table.FindConstraint(name) is null && NotNullColumn(table, name) is null)
            Fail(statement.Object.Span, $"constraint \"{name}\" for table \"{table.Name}\" does not exist");
    }
}
