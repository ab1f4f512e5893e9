using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7007: CREATE INDEX CONCURRENTLY and REINDEX TABLE CONCURRENTLY on a hypertable, and REINDEX INDEX on an index of one: the server
/// rejects all three (src/process_utility.c). A statement that comes before the table became a hypertable is fine.
/// </summary>
public sealed class ConcurrentIndexOnHypertable : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ConcurrentIndexOnHypertable;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Lookup is not { HasTimescaleDb: true } lookup || context.Root is not RawStmt { Stmt: var statement })
            return;
        switch (statement)
        {
            case IndexStmt { Concurrent: true } index when IsHypertable(context, lookup.FindTable(index.Relation)):
                context.Report(
                    Rule, index.Span, ValueList.Of("CREATE INDEX CONCURRENTLY", index.Relation.Name.ToString(), "build it WITH (timescaledb.transaction_per_chunk)"), EditsOf(context, index));
                break;

            case ReindexStmt { Kind: ReindexObjectType.Table, Relation: { } table } reindex when IsConcurrent(reindex) && IsHypertable(context, lookup.FindTable(table)):
                context.Report(Rule, reindex.Span, ValueList.Of("REINDEX TABLE CONCURRENTLY", table.Name.ToString(), "reindex its chunks one by one"));
                break;

            case ReindexStmt { Kind: ReindexObjectType.Index, Relation: { } name } reindex when lookup.FindTableOfIndex(name) is { } owner && IsHypertable(context, owner):
                context.Report(Rule, reindex.Span, ValueList.Of("REINDEX INDEX", owner.Name, "reindex its chunks one by one"));
                break;
        }
    }

    private static bool IsHypertable(StatementContext context, Table? table) =>
        table?.Hypertable is { } hypertable && !(context.File is { } file && hypertable.Location.File == file && hypertable.Location.Span.Start > context.Root.Span.Start);

    private static bool IsConcurrent(ReindexStmt statement)
    {
        foreach (var option in statement.Params)
        {
            if (option.Name.Value == "concurrently" && option.Arg is not StringValue { Value: "false" or "off" })
                return true;
        }

        return false;
    }

    /// <summary>One transaction per chunk instead; not for a unique index, which that form refuses.</summary>
    private static ValueList<FindingEdit> EditsOf(StatementContext context, IndexStmt index)
    {
        if (index.Unique || !index.Options.IsEmpty || !index.TableSpace.IsMissing || index.WhereClause is not null)
            return default;
        var written = index.Span.Of(context.Text);
        foreach (var token in SqlParser.Tokenize(written, SqlParseOptions.Default))
        {
            if (token.Kind != TokenKind.ConcurrentlyKeyword)
                continue;
            var start = index.Span.Start + token.Start;
            var end = index.Span.Start + token.End;
            while (end < context.Text.Length && context.Text[end] == ' ')
                end++;
            return ValueList.Of(
                new FindingEdit(TextSpan.FromBounds(start, end), "", context.File),
                new FindingEdit(new TextSpan(index.Span.End, 0), " WITH (timescaledb.transaction_per_chunk)", context.File));
        }

        return default;
    }
}
