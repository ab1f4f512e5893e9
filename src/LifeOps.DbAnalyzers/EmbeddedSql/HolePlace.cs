using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>What a place of SQL that is not constant stands for.</summary>
internal enum HolePlace
{
    /// <summary>A clause, a condition, part of one: whoever fills it writes SQL on purpose.</summary>
    Fragment,

    /// <summary>A value, in quotes or not: a parameter could stand here.</summary>
    Value,

    /// <summary>The name of a table or column: no parameter can stand here.</summary>
    Name,
}

/// <summary>Tells the places apart by the tree of the statement they stand in.</summary>
internal static class HolePlaces
{
    /// <summary>Where the hole stands. Only queries and changes of rows take parameters: in other statements every place is a fragment.</summary>
    public static HolePlace Of(SqlScript script, SqlHole hole)
    {
        foreach (var statement in script.Statements)
        {
            if (!statement.Span.Contains(hole.Span))
                continue;
            if (statement.Stmt is not (SelectStmt or InsertStmt or UpdateStmt or DeleteStmt or MergeStmt))
                return statement.HasErrors && IsQuoted(script.Text, hole) ? HolePlace.Value : HolePlace.Fragment;
            if (statement.HasErrors)
                return IsQuoted(script.Text, hole) ? HolePlace.Value : HolePlace.Fragment;
            return InTree(statement, hole);
        }

        return HolePlace.Fragment;
    }

    private static HolePlace InTree(RawStmt statement, SqlHole hole)
    {
        foreach (var placed in PlacedNode.All(statement))
        {
            switch (placed.Node)
            {
                case HoleExpr value when value.Hole.Span == hole.Span:
                    return OfExpression(placed);
                case A_Const { Kind: ConstantKind.String } text when text.LiteralSpan.Contains(hole.Span):
                    return HolePlace.Value;
                case RangeVar table when table.Name.Span.Contains(hole.Span) || table.Schema is { IsMissing: false } schema && schema.Span.Contains(hole.Span):
                    return HolePlace.Name;
                case ColumnRef column when column.Span.Contains(hole.Span):
                    return HolePlace.Name;
            }
        }

        return HolePlace.Fragment;
    }

    private static HolePlace OfExpression(PlacedNode hole) => hole.Parent?.Node switch
    {
        A_Expr { Kind: A_ExprKind.Op or A_ExprKind.Like or A_ExprKind.Ilike, Lexpr: { } left } => left == hole.Node ? HolePlace.Name : HolePlace.Value,
        ExpressionList => HolePlace.Value,
        SelectStmt select when select.LimitCount == hole.Node || select.LimitOffset == hole.Node => HolePlace.Value,
        SortBy => HolePlace.Name,
        ResTarget when hole.Parent.Parent?.Node is UpdateStmt => HolePlace.Value,
        _ => HolePlace.Fragment,
    };

    // In text that is not whole (a builder's, put together in another order) only quotes right around tell.
    private static bool IsQuoted(string text, SqlHole hole)
    {
        var before = hole.Span.Start - 1;
        var after = hole.Span.End;
        if (before >= 0 && text[before] == '%')
            before--;
        if (after < text.Length && text[after] == '%')
            after++;
        return before >= 0 && after < text.Length && text[before] == '\'' && text[after] == '\'';
    }
}
