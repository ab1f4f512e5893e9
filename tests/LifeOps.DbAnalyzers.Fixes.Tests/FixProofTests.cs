using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LifeOps.Testing;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>
/// Every family of fixes against a live server: the original and the fixed method give the same output, end in the same exception and leave
/// the same tables, for inputs that are empty, repeated, missing, null and failing in the middle; and the fixed one sends a number of
/// commands that does not grow. <c>LIFEOPS_FIX_INPUTS</c> is the number of
/// inputs per family; <c>LIFEOPS_UPDATE_DOCS=1</c> writes the table of docs/fixes.md anew.
/// </summary>
public sealed class FixProofTests(ITestOutputHelper report)
{
    private const int LargestList = 24;
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
            catch (Exception failure)
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
        var settings = Config.QuickThrowOnFailure.WithMaxTest(Inputs).WithStartSize(0).WithEndSize(LargestList).WithReplay((ulong)Setting("LIFEOPS_RANDOM_SEED", 20261122), 1);
        await Task.Run(() => Check.One(settings, Prop.ForAll(RowLists, rows => CompareAsync(rows).GetAwaiter().GetResult())));
        report.WriteLine($"{proof.Family}: {Inputs} inputs, {failures} of them failing in both");
        var twenty = Enumerable.Range(1, 20).Select(n => (n, (int?)n, 1)).ToArray();
        return ((await ProofRun.OfAsync(original, source, twenty)).Commands, (await ProofRun.OfAsync(changed, source, twenty)).Commands);

        async Task CompareAsync((int Key, int? Maybe, int Amount)[] rows)
        {
            var before = await ProofRun.OfAsync(original, source, rows);
            var after = await ProofRun.OfAsync(changed, source, rows);
            var what = $"{proof.Family}: {string.Join(' ', rows)}\n{fixedSource}";
            Assert.True(Sorted(before).SequenceEqual(Sorted(after)), what);
            Assert.True(before.Failure == after.Failure, $"{before.Failure} was {after.Failure}: {what}");
            Assert.True(before.Tables == after.Tables, "Tables differ: " + what);
            Assert.True(after.Commands <= (rows.Length == 0 && proof.IsSilentWithoutElements ? 0 : proof.MaxCommands), $"{after.Commands} commands: {what}");
            failures += before.Failure is null ? 0 : 1;
        }

        IEnumerable<string> Sorted(ProofRun run) => proof.IsUnordered ? run.Output.Order(StringComparer.Ordinal) : run.Output;
    }

    private static int Inputs => Setting("LIFEOPS_FIX_INPUTS", 24);

    /// <summary>
    /// Lists that begin empty and grow: keys come again and again, in a third of the lists some have no row, in a fourth amounts are so large that
    /// they break a constraint in the middle.
    /// </summary>
    private static Arbitrary<(int Key, int? Maybe, int Amount)[]> RowLists { get; } = Arb.From(
        from largestKey in Gen.Elements(37, 37, 59)
        from largestAmount in Gen.Elements(4, 4, 4, 29)
        from rows in Gen.ArrayOf(
            from key in Gen.Choose(1, largestKey)
            from maybe in Gen.Frequency((1, Gen.Constant((int?)null)), (3, Gen.Choose(1, 59).Select(value => (int?)value)))
            from amount in Gen.Choose(1, largestAmount)
            select (key, maybe, amount))
        select rows,
        rows => Enumerable.Range(0, rows.Length).Select(left => rows.Where((_, index) => index != left).ToArray()));

    private static int Setting(string name, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : fallback;

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
