using System.Text;
using LifeOps.Testing;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>
/// Every family of fixes against a live server: the original and the fixed method give the same output, end in the same exception and leave
/// the same tables, for inputs that are empty, repeated, missing, null and failing in the middle; and the fixed one sends a number of
/// commands that does not grow. <c>LIFEOPS_UPDATE_DOCS=1</c> writes the table of docs/fixes.md anew.
/// </summary>
public sealed class FixProofTests(ITestOutputHelper report)
{
    private const int Runs = 24;
    private const string Begin = "<!-- fixes:begin (written by FixProofTests) -->";
    private const string End = "<!-- fixes:end -->";

    internal const string Schema = """
        CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, visits integer NOT NULL);
        CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL, total integer NOT NULL CHECK (total >= -10));
        CREATE TABLE lines (id serial PRIMARY KEY, order_id integer NOT NULL, price integer NOT NULL);
        CREATE TABLE events (id integer PRIMARY KEY, parent integer, kind text);
        """;

    [SkippableFact]
    public async Task EveryFixedMethod_DoesTheSameWithFewCommands()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var broken = new List<string>();
        var table = new StringBuilder("| family | commands for 20 elements | after the fix |\n|---|---|---|\n");
        foreach (var proof in ProofCases.All)
        {
            try
            {
                var (before, after) = await ProveAsync(proof, source);
                table.Append($"| {proof.Family} | {before} | {after} |\n");
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                broken.Add(failure.Message);
            }
        }

        report.WriteLine(table.ToString());
        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
        CheckDocs(table.ToString());
    }

    private async Task<(int Before, int After)> ProveAsync(ProofCase proof, NpgsqlDataSource source)
    {
        var (fixedSource, fixes) = await FixApplication.ApplyAsync(proof, Schema);
        Assert.True(fixes > 0, $"{proof.Family}: no fix is offered.");
        report.WriteLine(fixedSource[fixedSource.IndexOf("public static class Service", StringComparison.Ordinal)..]);
        var original = FixApplication.Load(proof.Source);
        var changed = FixApplication.Load(fixedSource);

        var failures = 0;
        for (var run = 0; run < Runs; run++)
        {
            var rows = Rows(run);
            var before = await ProofRun.OfAsync(original, source, rows);
            var after = await ProofRun.OfAsync(changed, source, rows);
            var what = $"{proof.Family}, run {run}: {string.Join(' ', rows)}\n{fixedSource}";
            Assert.True(Sorted(before).SequenceEqual(Sorted(after)), what);
            Assert.True(before.Failure == after.Failure, $"{before.Failure} was {after.Failure}: {what}");
            Assert.True(before.Tables == after.Tables, "Tables differ: " + what);
            Assert.True(after.Commands <= (rows.Length == 0 && proof.IsSilentWithoutElements ? 0 : proof.MaxCommands), $"{after.Commands} commands: {what}");
            failures += before.Failure is null ? 0 : 1;
        }

        report.WriteLine($"{proof.Family}: {Runs} runs, {failures} of them failing in both");
        var twenty = Enumerable.Range(1, 20).Select(n => (n, (int?)n, 1)).ToArray();
        return ((await ProofRun.OfAsync(original, source, twenty)).Commands, (await ProofRun.OfAsync(changed, source, twenty)).Commands);

        IEnumerable<string> Sorted(ProofRun run) => proof.IsUnordered ? run.Output.Order(StringComparer.Ordinal) : run.Output;
    }

    // None, then repeated keys; keys without a row in every third run; large amounts, which break a constraint in the middle, in every fourth.
    private static (int Key, int? Maybe, int Amount)[] Rows(int run)
    {
        var random = new Random(run);
        var count = run == 0 ? 0 : run == 1 ? 1 : random.Next(2, 24);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var key = random.Next(1, run % 3 == 0 ? 60 : 38);
            return (key, random.Next(4) == 0 ? null : (int?)random.Next(1, 60), random.Next(1, run % 4 == 0 ? 30 : 5));
        })];
    }

    private static void CheckDocs(string table)
    {
        var path = Path.Combine(SharedFiles.RepositoryRoot, "docs", "fixes.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("LIFEOPS_UPDATE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + "\n" + table + text[to..]);
        else
            Assert.Equal("\n" + table, text[from..to]);
    }
}
