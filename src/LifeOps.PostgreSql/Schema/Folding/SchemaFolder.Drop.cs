using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// DROP (src/backend/commands/dropcmds.c, src/backend/catalog/dependency.c).
internal sealed partial class SchemaFolder
{
    private void Drop(DropStmt statement)
    {
        var cascade = statement.Behavior == DropBehavior.Cascade;
        if (statement.RemoveType is ObjectType.Table or ObjectType.View or ObjectType.MaterializedView or ObjectType.Sequence or ObjectType.ForeignTable or ObjectType.Index)
        {
            DropRelations(statement, cascade);
            return;
        }

        foreach (var item in statement.Objects)
        {
            switch (statement.RemoveType)
            {
                case ObjectType.Type or ObjectType.Domain:
                    DropType(item, statement, cascade);
                    break;
                case ObjectType.Schema:
                    DropSchema(item, statement, cascade);
                    break;
                case ObjectType.Function or ObjectType.Procedure or ObjectType.Routine or ObjectType.Aggregate when item is ObjectWithArgs signature:
                    if (FindFunction(signature, statement.RemoveType, statement.MissingOk) is { } function)
                        RemoveFunction(function);
                    break;
                case ObjectType.Trigger when item is DropTarget target:
                    DropTrigger(target, statement);
                    break;
                case ObjectType.Policy when item is DropTarget target:
                    DropPolicy(target, statement);
                    break;
                case ObjectType.Extension:
                    DropExtension(item, statement);
                    break;
            }
        }
    }

    /// <summary>All objects of a statement are found first: they may depend on each other, and one may take another with it.</summary>
    private void DropRelations(DropStmt statement, bool cascade)
    {
        var found = new List<(SqlNode Item, RelationState Relation)>();
        var going = new HashSet<RelationState>();
        foreach (var item in statement.Objects)
        {
            var (schema, name) = NameOf(item);
            if (_database.FindRelation(schema, name) is { } relation)
            {
                found.Add((item, relation));
                AddWithPartitions(relation, going);
            }
            else if (!statement.MissingOk && !IsBeyondFolding(schema))
            {
                Fail(item.Span, $"{Word(statement.RemoveType)} \"{Display(schema, name)}\" does not exist");
            }
        }

        foreach (var (item, relation) in found)
        {
            if (_database.Relations.TryGetValue(relation.QualifiedName, out var current) && current == relation)
                DropRelation(item, relation, statement, cascade, going);
        }
    }

    private static void AddWithPartitions(RelationState relation, HashSet<RelationState> going)
    {
        if (!going.Add(relation) || relation is not TableState table)
            return;
        foreach (var child in table.Children)
        {
            if (child.IsPartition)
                AddWithPartitions(child, going);
        }
    }

    private void DropRelation(SqlNode item, RelationState relation, DropStmt statement, bool cascade, HashSet<RelationState> going)
    {
        var name = relation.Name;
        if (!IsKind(relation, statement.RemoveType))
        {
            Fail(item.Span, $"\"{name}\" is not {Article(statement.RemoveType)} {Word(statement.RemoveType)}");
            return;
        }

        if (relation is IndexState { Constraint: { } constraint })
        {
            Fail(item.Span, $"cannot drop index {name} because constraint {constraint.Name} on table {constraint.Table.Name} requires it");
            return;
        }

        if (relation is SequenceState { OwnerColumn: { } owner } sequence && !cascade && owner.OwnedSequence == sequence && (owner.Identity != IdentityKind.None || owner.Serial != SerialKind.None))
        {
            Fail(item.Span, $"cannot drop sequence {name} because other objects depend on it");
            return;
        }

        if (!cascade && HasOutsideDependents(relation, going))
        {
            Fail(item.Span, $"cannot drop {relation.KindName} {name} because other objects depend on it");
            return;
        }

        DropRelation(relation, cascade: true, item.Span);
    }

    private static bool IsKind(RelationState relation, ObjectType type) => type switch
    {
        ObjectType.Table => relation is TableState { Kind: not TableKind.Foreign },
        ObjectType.ForeignTable => relation is TableState { Kind: TableKind.Foreign },
        // TimescaleDB drops continuous aggregates with DROP MATERIALIZED VIEW only.
        ObjectType.View => relation is ViewState { Kind: ViewKind.View },
        ObjectType.MaterializedView => relation is ViewState { Kind: not ViewKind.View },
        ObjectType.Sequence => relation is SequenceState,
        ObjectType.Index => relation is IndexState,
        _ => false,
    };

    private static string Article(ObjectType type) => type == ObjectType.Index ? "an" : "a";

    private static string Word(ObjectType type) => type switch
    {
        ObjectType.Table => "table",
        ObjectType.ForeignTable => "foreign table",
        ObjectType.View => "view",
        ObjectType.MaterializedView => "materialized view",
        ObjectType.Sequence => "sequence",
        ObjectType.Index => "index",
        ObjectType.Domain => "type",
        _ => "type",
    };

    /// <param name="going">What the statement drops, partitions included.</param>
    private bool HasOutsideDependents(RelationState relation, HashSet<RelationState> going)
    {
        if (FunctionsUsing(relation, column: null).Count > 0)
            return true;
        if (relation.DependentViews is { } views)
        {
            foreach (var view in views)
            {
                if (!going.Contains(view))
                    return true;
            }
        }

        if (relation is not TableState table)
            return false;
        foreach (var reference in table.ReferencedBy)
        {
            if (!going.Contains(reference.Table))
                return true;
        }

        foreach (var child in table.Children)
        {
            // Partitions go with their parent; children by INHERITS keep it. So does what partitions are used by.
            if (!going.Contains(child) || (child.IsPartition && HasOutsideDependents(child, going)))
                return true;
        }

        return false;
    }

    /// <summary>Removes a relation with all that depends on it.</summary>
    private void DropRelation(RelationState relation, bool cascade, TextSpan span)
    {
        if (!_database.Relations.Remove(relation.QualifiedName))
            return;

        if (relation.DependentViews is { } views)
        {
            foreach (var view in new List<ViewState>(views))
                DropRelation(view, cascade, span);
        }

        foreach (var function in FunctionsUsing(relation, column: null))
            RemoveFunction(function);
        switch (relation)
        {
            case ViewState view:
                ForgetReferences(view);
                break;
            case IndexState index:
                DropIndex(index);
                break;
            case SequenceState { OwnerColumn: { } column } sequence when column.OwnedSequence == sequence:
                ForgetBorrowedDefaults(sequence);
                column.OwnedSequence = null;
                if (column.Serial != SerialKind.None)
                {
                    column.Serial = SerialKind.None;
                    column.DefaultExpression = null;
                }

                break;
            case CompositeState composite:
                foreach (var typed in composite.TypedTables.ToArray())
                    DropRelation(typed, cascade, span);
                DropColumnsOfType(composite.QualifiedName, span);
                break;
        }

        if (relation is RowSourceState rows)
        {
            foreach (var index in rows.Indexes)
                _database.Relations.Remove(index.QualifiedName);
        }

        if (relation is TableState table)
            DropTable(table, cascade, span);
        if (relation is TableState or ViewState && _database.RowTypesInUse.Remove(relation.QualifiedName))
            DropColumnsOfType(relation.QualifiedName, span);
    }

    private void DropTable(TableState table, bool cascade, TextSpan span)
    {
        foreach (var reference in new List<ConstraintState>(table.ReferencedBy))
            RemoveConstraint(reference);
        foreach (var constraint in table.Constraints)
        {
            constraint.ReferencedTable?.ReferencedBy.Remove(constraint);
            _database.RemoveConstraintName(new(table.Schema, constraint.Name));
        }

        foreach (var column in table.Columns)
        {
            if (column.OwnedSequence is { } sequence && sequence.OwnerTable == table)
                RemoveOwned(sequence);
        }

        table.OfType?.TypedTables.Remove(table);
        foreach (var parent in table.Parents)
            parent.Children.Remove(table);
        foreach (var child in table.Children.ToArray())
            DropRelation(child, cascade, span);
    }

    private void RemoveOwned(SequenceState sequence)
    {
        _database.Relations.Remove(sequence.QualifiedName);
        ForgetBorrowedDefaults(sequence);
    }

    private static void ForgetBorrowedDefaults(SequenceState sequence)
    {
        foreach (var (column, expression) in sequence.Borrowers ?? [])
        {
            if (column.DefaultExpression == expression)
                column.DefaultExpression = null;
        }
    }

    private void DropIndex(IndexState index)
    {
        index.Table.Indexes.Remove(index);
        if (index.Constraint is { } constraint)
            RemoveConstraint(constraint);
        // The indexes of partitions that are parts of this one go with it.
        if (index.Table is not TableState table)
            return;
        foreach (var child in table.Children)
        {
            foreach (var part in child.Indexes.ToArray())
            {
                if (part.Parent == index)
                    DropRelation(part, cascade: true, default);
            }
        }
    }

    private static void ForgetReferences(ViewState view)
    {
        foreach (var source in view.ReferencedRelations)
            source.DependentViews?.Remove(view);
    }

    private void DropType(SqlNode item, DropStmt statement, bool cascade)
    {
        var (schema, name) = NameOf(item);
        if (_database.FindRelation(schema, name) is CompositeState composite)
        {
            if (!cascade && (composite.TypedTables.Count > 0 || IsTypeUsed(composite.QualifiedName)))
                Fail(item.Span, $"cannot drop type {name} because other objects depend on it");
            else
                DropRelation(composite, cascade, item.Span);
            return;
        }

        if (_database.FindType(schema, name) is not { } type)
        {
            if (!statement.MissingOk)
                Fail(item.Span, $"type \"{Display(schema, name)}\" does not exist");
            return;
        }

        if (statement.RemoveType == ObjectType.Domain && type is not DomainState)
        {
            Fail(item.Span, $"\"{name}\" is not a domain");
            return;
        }

        if (!cascade && IsTypeUsed(type.QualifiedName))
        {
            Fail(item.Span, $"cannot drop type {name} because other objects depend on it");
            return;
        }

        RemoveType(type, item.Span);
    }

    private void RemoveType(TypeState type, TextSpan span)
    {
        _database.Types.Remove(type.QualifiedName);
        if (type is RangeState range)
            _database.Types.Remove(range.Multirange.QualifiedName);
        if (type is DomainState domain)
        {
            foreach (var check in domain.Checks)
                _database.RemoveConstraintName(new(domain.Schema, check.Name));
        }

        DropColumnsOfType(type.QualifiedName, span);
    }

    private bool IsTypeUsed(QualifiedName type)
    {
        foreach (var relation in _database.Relations.Values)
        {
            foreach (var column in relation.Columns)
            {
                if (column.Type.Name == type.Name && column.Type.Schema == type.Schema)
                    return true;
            }
        }

        foreach (var other in _database.Types.Values)
        {
            var on = other switch { DomainState domain => domain.BaseType, RangeState range => range.SubType, _ => null };
            if (on is not null && on.Name == type.Name && on.Schema == type.Schema)
                return true;
        }

        foreach (var overloads in _database.Functions.Values)
        {
            foreach (var function in overloads)
            {
                if (function.ReturnType is { } result && result.Name == type.Name && result.Schema == type.Schema
                    || function.Parameters.Exists(parameter => parameter.Type.Name == type.Name && parameter.Type.Schema == type.Schema))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>CASCADE of a type takes the columns, domains and functions that use it.</summary>
    private void DropColumnsOfType(QualifiedName type, TextSpan span)
    {
        foreach (var relation in new List<RelationState>(_database.Relations.Values))
        {
            foreach (var column in relation.Columns.ToArray())
            {
                if (column.Type.Name != type.Name || column.Type.Schema != type.Schema)
                    continue;
                if (relation is TableState table)
                    DropColumn(table, column, cascade: true, span);
                else if (relation is ViewState)
                    DropRelation(relation, cascade: true, span);
                else
                    relation.Columns.Remove(column);
            }
        }

        foreach (var other in new List<TypeState>(_database.Types.Values))
        {
            var on = other switch { DomainState domain => domain.BaseType, RangeState range => range.SubType, _ => null };
            if (on is not null && on.Name == type.Name && on.Schema == type.Schema)
                RemoveType(other, span);
        }

        foreach (var overloads in new List<List<FunctionState>>(_database.Functions.Values))
        {
            overloads.RemoveAll(function =>
                function.ReturnType is { } result && result.Name == type.Name && result.Schema == type.Schema
                || function.Parameters.Exists(parameter => parameter.Type.Name == type.Name && parameter.Type.Schema == type.Schema));
        }
    }

    private void DropSchema(SqlNode item, DropStmt statement, bool cascade)
    {
        var (_, name) = NameOf(item);
        if (!_database.Namespaces.ContainsKey(name))
        {
            if (!statement.MissingOk)
                Fail(item.Span, $"schema \"{name}\" does not exist");
            return;
        }

        var relations = new List<RelationState>();
        foreach (var relation in _database.Relations.Values)
        {
            if (relation.Schema == name)
                relations.Add(relation);
        }

        var types = new List<TypeState>();
        foreach (var type in _database.Types.Values)
        {
            if (type.Schema == name)
                types.Add(type);
        }

        var functions = new List<QualifiedName>();
        foreach (var key in _database.Functions)
        {
            if (key.Key.Schema == name && key.Value.Count > 0)
                functions.Add(key.Key);
        }

        if (!cascade && relations.Count + types.Count + functions.Count > 0)
        {
            Fail(item.Span, $"cannot drop schema {name} because other objects depend on it");
            return;
        }

        foreach (var relation in relations)
            DropRelation(relation, cascade: true, item.Span);
        foreach (var type in types)
            RemoveType(type, item.Span);
        foreach (var function in functions)
            _database.Functions.Remove(function);
        _database.Namespaces.Remove(name);
    }

    private void RemoveFunction(FunctionState function)
    {
        if (_database.Functions.TryGetValue(function.QualifiedName, out var overloads))
            overloads.Remove(function);
    }

    private void DropTrigger(DropTarget target, DropStmt statement)
    {
        var (_, name) = NameOf(target.Object);
        var (schema, tableName) = NameOf(target.Owner);
        if (_database.FindRelation(schema, tableName) is not RowSourceState table)
        {
            if (!statement.MissingOk)
                Fail(target.Owner.Span, $"relation \"{Display(schema, tableName)}\" does not exist");
            return;
        }

        if (table.Triggers.Find(trigger => trigger.Name == name) is { } found)
            RemoveTrigger(table, found);
        else if (!statement.MissingOk)
            Fail(target.Object.Span, $"trigger \"{name}\" for table \"{table.Name}\" does not exist");
    }

    private static void RemoveTrigger(RowSourceState rows, TriggerState trigger)
    {
        rows.Triggers.Remove(trigger);
        if (rows is not TableState table)
            return;
        foreach (var child in table.Children)
        {
            if (child.Triggers.Find(candidate => candidate.Parent == trigger) is { } clone)
                RemoveTrigger(child, clone);
        }
    }

    private void DropExtension(SqlNode item, DropStmt statement)
    {
        var (_, name) = NameOf(item);
        if (!_database.Extensions.Remove(name) && !statement.MissingOk && name != "plpgsql")
            Fail(item.Span, $"extension \"{name}\" does not exist");
    }
}
