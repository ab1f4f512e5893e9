using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>A value that code puts between the quotes of a literal, where a parameter of type text means the same.</summary>
/// <param name="Literal">The literal, quotes included.</param>
/// <param name="Before">What stands in the literal in front of the value, as written.</param>
/// <param name="After">What stands behind it, as written.</param>
public sealed record QuotedValue(TextSpan Literal, string Before, string After)
{
    /// <summary>
    /// Null unless the hole is alone in a plain literal that is text: a LIKE pattern, or compared with or stored in a column of type text or
    /// varchar. Elsewhere the literal takes the type of the other side (uuid, date, an enum), which a parameter of type text would not.
    /// </summary>
    /// <param name="schema">The types of columns; null when they are not known: then only patterns are text.</param>
    public static QuotedValue? Find(SqlScript script, SqlHole hole, DatabaseSchema? schema)
    {
        if (!script.Diagnostics.IsEmpty)
            return null;
        foreach (var statement in script.Statements)
        {
            if (!statement.Span.Contains(hole.Span))
                continue;
            foreach (var placed in PlacedNode.All(statement))
            {
                if (placed.Node is A_Const { Kind: ConstantKind.String, LiteralSpan: var literal } && literal.Contains(hole.Span))
                    return script.Text[literal.Start] == '\'' && IsText(placed, statement, schema) ? Create(script.Text, literal, hole.Span) : null;
            }
        }

        return null;
    }

    /// <summary>The expression with a parameter in the place of the value.</summary>
    /// <param name="parameter">The placeholder, with its sign.</param>
    public string With(string parameter) =>
        (Before.Length > 0 ? "'" + Before + "' || " : "") + parameter + (After.Length > 0 ? " || '" + After + "'" : "");

    private static QuotedValue? Create(string text, TextSpan literal, TextSpan hole)
    {
        var before = TextSpan.FromBounds(literal.Start + 1, hole.Start).Of(text);
        var after = TextSpan.FromBounds(hole.End, literal.End - 1).Of(text);
        return before.IndexOf(SqlHole.Filler) < 0 && after.IndexOf(SqlHole.Filler) < 0 ? new(literal, before, after) : null;
    }

    private static bool IsText(PlacedNode literal, RawStmt statement, DatabaseSchema? schema)
    {
        switch (literal.Parent?.Node)
        {
            case A_Expr { Kind: A_ExprKind.Like or A_ExprKind.Ilike, Rexpr: var pattern }:
                return pattern == literal.Node;
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "=" or "<>" or "!=" or "<" or "<=" or ">" or ">=", Lexpr: { } left, Rexpr: var right }:
                return (left == literal.Node ? right : left) is ColumnRef { HasStar: false } column
                    && column.Fields[column.Fields.Count - 1].Value is { } name && IsTextColumn(name, statement, schema);
            case ResTarget { Name.Value: { } target, Indirection.IsEmpty: true } when literal.Parent.Parent?.Node is UpdateStmt:
                return IsTextColumn(target, statement, schema);
            default:
                return false;
        }
    }

    /// <summary>Whether the column is text in each table of the statement that has one of this name, and all tables are known.</summary>
    private static bool IsTextColumn(string name, RawStmt statement, DatabaseSchema? schema)
    {
        var isFound = false;
        foreach (var node in statement.DescendantsAndSelf())
        {
            // Other sources of columns: their types are not looked up.
            if (node is RangeSubselect or RangeFunction or CommonTableExpr)
                return false;
            if (node is not RangeVar reference)
                continue;
            if (NamedTables.Find(schema, reference) is not { } table)
                return false;
            if (table.FindColumn(name) is not { } column)
                continue;
            if (!column.Type.Is("text") && !column.Type.Is("varchar"))
                return false;
            isFound = true;
        }

        return isFound;
    }
}
