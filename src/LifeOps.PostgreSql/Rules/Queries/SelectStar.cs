using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1009: <c>SELECT *</c> from a table in code that runs queries. A star over a query or a WITH whose columns are written out, inside EXISTS or
/// over a function names its columns elsewhere; RETURNING * gives the rows that the statement wrote anyway.
/// </summary>
public sealed class SelectStar : IStatementRule
{
    // Deeper queries are not written by people.
    private const int MaxDepth = 32;

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.SelectStar;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Purpose != SqlPurpose.DataCode || context.Root is not RawStmt { Stmt: var statement })
            return;
        switch (statement)
        {
            case SelectStmt select:
                Check(context, select, [], 0);
                break;
            case InsertStmt { SelectStmt: SelectStmt source } insert:
                Check(context, source, CommonTables(insert.WithClause, []), 0);
                break;
        }
    }

    /// <summary>Looks at a query whose columns all reach the result.</summary>
    private void Check(StatementContext context, SelectStmt select, Dictionary<string, Statement> outer, int depth)
    {
        if (depth > MaxDepth || select.IsTableCommand)
            return;
        var ctes = CommonTables(select.WithClause, outer);
        if (select is { Larg: { } left, Rarg: { } right })
        {
            Check(context, left, ctes, depth + 1);
            Check(context, right, ctes, depth + 1);
            return;
        }

        var items = new List<TableReference>();
        var isPlain = true;
        foreach (var item in select.FromClause)
            isPlain &= AddItems(item, items);

        foreach (var target in select.TargetList)
        {
            if (target.Val is not ColumnRef { HasStar: true, Fields: var qualifier } star)
                continue;
            var covered = items.FindAll(item => qualifier.IsEmpty || NameOf(item) == qualifier[qualifier.Count - 1].Value);
            var tables = new List<RangeVar>();
            foreach (var item in covered)
            {
                switch (item)
                {
                    case RangeVar table when table.Schema.IsMissing && ctes.TryGetValue(table.Name.Value ?? "", out var query):
                        if (query is SelectStmt inner)
                            Check(context, inner, new(ctes) { [table.Name.Value!] = new UnparsedStmt(query.Span) }, depth + 1);
                        break;
                    case RangeVar table when !IsOfTheServer(table):
                        tables.Add(table);
                        break;
                    case RangeSubselect { Subquery: var subquery }:
                        Check(context, subquery, ctes, depth + 1);
                        break;
                }
            }

            if (tables.Count > 0)
                Report(context, star, tables, isPlain && tables.Count == covered.Count, isQualified: items.Count > 1 || !qualifier.IsEmpty);
        }
    }

    private static Dictionary<string, Statement> CommonTables(WithClause? with, Dictionary<string, Statement> outer)
    {
        if (with is null)
            return outer;
        var ctes = new Dictionary<string, Statement>(outer, System.StringComparer.Ordinal);
        foreach (var cte in with.Ctes)
            ctes[cte.Ctename.Value ?? ""] = cte.Ctequery;
        return ctes;
    }

    /// <summary>False when a join merges columns (USING, NATURAL) or a FROM item is of another kind: then a star means more than the items' columns in a row.</summary>
    private static bool AddItems(TableReference reference, List<TableReference> items)
    {
        switch (reference)
        {
            case JoinExpr join:
                var left = AddItems(join.Larg, items);
                return AddItems(join.Rarg, items) && left && !join.IsNatural && join.UsingClause.IsEmpty && join.Alias is null;
            case RangeTableSample sample:
                return AddItems(sample.Relation, items);
            default:
                items.Add(reference);
                return reference is RangeVar { Alias: null or { Columns.IsEmpty: true } } or RangeSubselect;
        }
    }

    private static string? NameOf(TableReference item) => item switch
    {
        RangeVar table => table.Alias?.Name.Value ?? table.Name.Value,
        RangeSubselect query => query.Alias?.Name.Value,
        RangeFunction function => function.Alias?.Name.Value,
        _ => null,
    };

    private static bool IsOfTheServer(RangeVar table) =>
        table.Schema.Value is "pg_catalog" or "information_schema" or "timescaledb_information"
        || table.Schema.IsMissing && table.Name.Value?.StartsWith("pg_", System.StringComparison.Ordinal) == true;

    private void Report(StatementContext context, ColumnRef star, List<RangeVar> tables, bool canExpand, bool isQualified)
    {
        var what = new List<string>();
        var columns = new List<string>();
        foreach (var reference in tables)
        {
            if (reference.Name.HasHole)
            {
                canExpand = false;
                what.Add("every column");
                continue;
            }

            var table = NamedTables.Find(context.Schema, reference);
            what.Add(table is null ? "every column of " + reference.Name.Value : $"all {table.Columns.Count} columns of {SchemaNames.Of(table)}");
            canExpand &= table is { Columns.IsEmpty: false };
            foreach (var column in table?.Columns ?? default)
                columns.Add((isQualified ? SqlIdentifier.Quote(NameOf(reference)!) + "." : "") + SqlIdentifier.Quote(column.Name));
        }

        context.Report(
            Rule, star.Span, ValueList.Of(star.Span.Of(context.Text), string.Join(" and ", what)),
            canExpand ? ValueList.Of(new FindingEdit(star.Span, string.Join(", ", columns))) : default);
    }
}
