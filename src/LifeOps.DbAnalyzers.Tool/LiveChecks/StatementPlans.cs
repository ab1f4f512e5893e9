using System.Globalization;
using System.Text;
using System.Text.Json;
using LifeOps.PostgreSql.Syntax;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>
/// Asks the planner about a statement with parameters, without running it: EXPLAIN EXECUTE of a prepared statement with a generic plan,
/// which is what EXPLAIN (GENERIC_PLAN) shows from PostgreSQL 16 on; that one is for the simple protocol, which Npgsql does not speak.
/// </summary>
internal static class StatementPlans
{
    // An index is worth a word when the planner's cost falls to a half.
    private const double WorthIt = 0.5;

    public static async Task<SlowStatementPlan> ExplainAsync(LiveSession session, string query, CancellationToken cancellationToken)
    {
        if (WhyNotExplained(query, cancellationToken) is { } why)
            return new(query, null, why, []);
        try
        {
            return await session.InRolledBackTransactionAsync(
                async () =>
                {
                    var explain = await PrepareAsync(session, query, cancellationToken);
                    var plan = string.Join('\n', (await session.QueryAsync(explain("COSTS ON"), cancellationToken)).Select(row => row[0]));
                    return new SlowStatementPlan(query, plan, null, await ProveAsync(session, query, explain, cancellationToken));
                },
                cancellationToken);
        }
        catch (PostgresException problem)
        {
            return new(query, null, problem.MessageText, []);
        }
    }

    /// <summary>Only a statement that could not change anything even if it ran is given to the planner.</summary>
    private static string? WhyNotExplained(string query, CancellationToken cancellationToken)
    {
        var script = SqlParser.Parse(query, cancellationToken);
        if (!script.Diagnostics.IsEmpty || script.Statements.Count != 1)
            return "the server kept only a part of the statement";
        var statement = script.Statements[0];
        return statement.Stmt is SelectStmt && statement.DescendantsAndSelf().All(node => node is not (InsertStmt or UpdateStmt or DeleteStmt or MergeStmt or IntoClause))
            ? null
            : "only a SELECT that changes nothing is explained";
    }

    /// <summary>How to ask for the plan, with options of EXPLAIN.</summary>
    private static async Task<Func<string, string>> PrepareAsync(LiveSession session, string query, CancellationToken cancellationToken)
    {
        var text = query.TrimEnd().TrimEnd(';');
        var parameters = HighestParameter(text);
        if (parameters == 0)
            return options => $"EXPLAIN ({options}) {text}";
        await session.ExecuteAsync("SET LOCAL plan_cache_mode = force_generic_plan", cancellationToken);
        await session.ExecuteAsync("DEALLOCATE ALL", cancellationToken);
        await session.ExecuteAsync($"PREPARE lifeops_explained AS {text}", cancellationToken);
        var nulls = string.Join(", ", Enumerable.Repeat("NULL", parameters));
        return options => $"EXPLAIN ({options}) EXECUTE lifeops_explained({nulls})";
    }

    /// <summary>Tries the candidates with HypoPG, where it is installed; its indexes exist in this session only.</summary>
    private static async Task<IReadOnlyList<ProvenIndex>> ProveAsync(LiveSession session, string query, Func<string, string> explain, CancellationToken cancellationToken)
    {
        var candidates = session.Options.IndexCandidates(query);
        if (candidates.Count == 0 || !await session.HasExtensionAsync("hypopg", cancellationToken))
            return [];

        var before = await CostAsync(session, explain, cancellationToken);
        var proven = new List<ProvenIndex>();
        foreach (var ddl in candidates)
        {
            await session.QueryAsync("SELECT hypopg_reset()", cancellationToken);
            await session.QueryAsync("SELECT * FROM hypopg_create_index($1)", cancellationToken, ddl.TrimEnd(';'));

            // The generic plan of the prepared statement is kept, and a hypothetical index does not make it stale.
            await session.ExecuteAsync("DISCARD PLANS", cancellationToken);
            var after = await CostAsync(session, explain, cancellationToken);
            if (after <= before * WorthIt)
                proven.Add(new(ddl, before, after));
        }

        await session.QueryAsync("SELECT hypopg_reset()", cancellationToken);
        return proven;
    }

    private static async Task<double> CostAsync(LiveSession session, Func<string, string> explain, CancellationToken cancellationToken)
    {
        var json = new StringBuilder();
        foreach (var row in await session.QueryAsync(explain("FORMAT JSON"), cancellationToken))
            json.Append(row[0]);
        using var document = JsonDocument.Parse(json.ToString());
        return document.RootElement[0].GetProperty("Plan").GetProperty("Total Cost").GetDouble();
    }

    private static int HighestParameter(string text)
    {
        var highest = 0;
        var tokens = Lexer.Tokenize(text, 0, text.Length, SqlParseOptions.Default, new SqlToken[64], [], skipped: null, CancellationToken.None, out var count);
        for (var i = 0; i < count; i++)
        {
            if (tokens[i].Kind == TokenKind.Parameter && int.TryParse(text.AsSpan(tokens[i].Start + 1, tokens[i].End - tokens[i].Start - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                highest = Math.Max(highest, number);
        }

        return highest;
    }
}
