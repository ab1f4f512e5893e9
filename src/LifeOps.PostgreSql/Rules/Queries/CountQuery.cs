using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>A query that does nothing but count the rows of its FROM and WHERE.</summary>
public sealed class CountQuery
{
    private readonly SelectStmt _query;

    private CountQuery(SelectStmt query, bool isExact)
    {
        _query = query;
        IsExact = isExact;
    }

    /// <summary>Whether each row counts: <c>count(*)</c>. <c>count(column)</c> leaves NULLs out.</summary>
    public bool IsExact { get; }

    /// <summary>Behind the last character of the query.</summary>
    public int End => _query.Span.End;

    /// <summary>The table whose rows are counted, for messages.</summary>
    public string TableName => _query.FromClause[0] is RangeVar { Name: { IsMissing: false, HasHole: false, Value: var name } } ? name! : "the query";

    /// <summary>The only statement of a script, when it is such a query.</summary>
    public static CountQuery? Of(SqlScript script) =>
        script is { Diagnostics.IsEmpty: true, Statements: { Count: 1 } statements } && statements[0].Stmt is SelectStmt query ? Of(query) : null;

    /// <summary>Null when the query gives anything else than one count: groups, several columns, a LIMIT.</summary>
    internal static CountQuery? Of(SelectStmt query) => query.TargetList.Count == 1 && query.TargetList[0].Val is { } value ? Of(query, value, value) : null;

    /// <summary>A query whose one result is a comparison of such a count.</summary>
    internal static CountQuery? Of(SelectStmt query, A_Expr comparison) =>
        ExistenceTest.Read(comparison) is { Counted: var value } ? Of(query, comparison, value) : null;

    /// <summary>Where FROM starts in the text; null when a comment stands in front of it.</summary>
    public int? FromStart(string text) =>
        ResultQuery.KeywordBefore(text, _query.FromClause[0].Span.Start, "FROM") is >= 0 and var start ? start : null;

    /// <summary>The changes that make the query ask whether there is a row; empty where rows do not count alike.</summary>
    public ValueList<FindingEdit> ToExists(string text) =>
        IsExact && FromStart(text) is { } start
            ? ValueList.Of(
                new FindingEdit(TextSpan.FromBounds(_query.Span.Start, start), "SELECT EXISTS (SELECT "),
                new FindingEdit(new TextSpan(End, 0), ")"))
            : default;

    private static CountQuery? Of(SelectStmt query, Expression target, Expression value)
    {
        while (value is TypeCast cast)
            value = cast.Arg;
        if (query is not
            {
                Op: SetOperation.None, IsDistinct: false, WithClause: null, IntoClause: null, HavingClause: null, LimitCount: null, LimitOffset: null,
                FromClause.IsEmpty: false, GroupClause.IsEmpty: true, SortClause.IsEmpty: true, LockingClause.IsEmpty: true, TargetList: { Count: 1 } targets,
            }
            || targets[0].Val != target
            || value is not FuncCall { Name.Value: "count", Over: null, AggFilter: null, AggWithinGroup: false } count)
        {
            return null;
        }

        return new(query, count.AggStar || count is { AggDistinct: false, Args: { Count: 1 } args } && args[0] is A_Const { Kind: not ConstantKind.Null });
    }
}
