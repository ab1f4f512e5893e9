using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>A key of an index as the analysis compares it.</summary>
/// <param name="OperatorClass">As written; empty for the type's own.</param>
internal sealed record ShapeKey(IndexTerm Term, bool IsDescending = false, bool NullsFirst = false, string OperatorClass = "");

/// <summary>An index that exists, or one that could be built.</summary>
internal sealed record IndexShape
{
    /// <summary>Null for one that does not exist.</summary>
    public string? Name { get; init; }

    public string Method { get; init; } = "btree";

    public ValueList<ShapeKey> Keys { get; init; }

    public ValueList<string> Included { get; init; }

    /// <summary>What rows it has, each part as <see cref="QueryItem.Facts"/> holds it; empty for a full index.</summary>
    public ValueList<string> Predicate { get; init; }

    /// <summary>The share of the rows it has.</summary>
    public double Coverage { get; init; } = 1;

    public bool IsUnique { get; init; }

    /// <summary>The indexes of a table that a scan can use.</summary>
    public static List<IndexShape> Of(TableStatistics statistics)
    {
        var shapes = new List<IndexShape>();
        foreach (var index in statistics.Table.Indexes)
        {
            if (Of(statistics, index) is { } shape)
                shapes.Add(shape);
        }

        return shapes;
    }

    /// <summary>Whether a query that knows these facts may read it instead of the table.</summary>
    public bool IsImpliedBy(HashSet<string> facts)
    {
        foreach (var part in Predicate)
        {
            if (!facts.Contains(part))
                return false;
        }

        return true;
    }

    /// <summary>An index expression in the one way that <see cref="ExpressionText"/> writes it; null when it is of no known kind.</summary>
    public static string? ReadExpression(Table table, string expression) =>
        Parse("SELECT (" + expression + "\n)") is SelectStmt { TargetList: { Count: 1 } targets } && targets[0].Val is { } value ? Text(table, value) : null;

    private static IndexShape? Of(TableStatistics statistics, Index index)
    {
        var table = statistics.Table;
        var keys = new List<ShapeKey>();
        foreach (var key in index.Keys)
        {
            var term = key.Column is { } column ? IndexTerm.OfColumn(column)
                : ReadExpression(table, key.Expression ?? "") is { } text ? IndexTerm.OfExpression(text)
                : IndexTerm.OfExpression("");
            keys.Add(new(term, key.IsDescending, key.NullsFirst, key.OperatorClass ?? ""));
        }

        if (keys.Count == 0)
            return null;
        var coverage = 1.0;
        return new()
        {
            Name = index.Name,
            Method = index.Method,
            Keys = keys.ToValueList(),
            Included = index.IncludedColumns,
            Predicate = index.Predicate is { } predicate ? ReadPredicate(statistics, predicate, out coverage) : default,
            Coverage = coverage,
            IsUnique = index.IsUnique,
        };
    }

    private static ValueList<string> ReadPredicate(TableStatistics statistics, string predicate, out double coverage)
    {
        coverage = 1;
        var table = statistics.Table;
        var parts = new List<string>();
        var stack = new Stack<Expression?>();
        stack.Push(Parse("SELECT 1 WHERE " + predicate) is SelectStmt select ? select.WhereClause : null);
        while (stack.Count > 0)
        {
            switch (stack.Pop())
            {
                case BoolExpr { BoolOp: BoolExprType.And } and:
                    foreach (var part in and.Args)
                        stack.Push(part);
                    break;
                case NullTest { Arg: ColumnRef { Fields.IsEmpty: false } column } test:
                    var tested = column.Fields[column.Fields.Count - 1].Value ?? "";
                    parts.Add(tested + (test.IsNotNull ? " IS NOT NULL" : " IS NULL"));
                    var nulls = statistics.KnownNullFraction(tested) ?? 0.5;
                    coverage *= test.IsNotNull ? 1 - nulls : nulls;
                    break;
                case BoolExpr { BoolOp: BoolExprType.Not, Args: { Count: 1 } not } when not[0] is ColumnRef { Fields.IsEmpty: false } column:
                    parts.Add("NOT " + column.Fields[column.Fields.Count - 1].Value);
                    coverage *= 0.5;
                    break;
                case A_Expr { Kind: A_ExprKind.Op, Name.Value: "=", Lexpr: ColumnRef { Fields.IsEmpty: false } column } equality when Text(table, equality) is { } text:
                    parts.Add(text);
                    coverage *= statistics.EqualitySelectivity(IndexTerm.OfColumn(column.Fields[column.Fields.Count - 1].Value ?? ""));
                    break;
                case { } condition when Text(table, condition) is { } text:
                    parts.Add(text);
                    coverage *= 0.5;
                    break;
                default:
                    // Not understood: nothing implies it.
                    parts.Add("");
                    break;
            }
        }

        return parts.ToValueList();
    }

    private static Statement? Parse(string sql) =>
        SqlParser.Parse(sql) is { Statements: { Count: 1 } statements } && !statements[0].HasErrors ? statements[0].Stmt : null;

    private static string? Text(Table table, Expression expression) => new ExpressionText(
        table,
        column => column is { HasStar: false, Fields.IsEmpty: false } && column.Fields[column.Fields.Count - 1].Value is { } name && table.FindColumn(name) is not null ? name : null)
        .Write(expression)?.Text;
}
