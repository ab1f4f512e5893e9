using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Flawed;

/// <summary>
/// Schemas that break the checklist on purpose. A line that ends in <c>-- expect: LDBnnnn</c> has that finding; no other line has any.
/// </summary>
public sealed class FlawedSchemaTests
{
    private const string Marker = "-- expect:";

    [Theory]
    [InlineData("flawed.sql")]
    [InlineData("flawed-timescale.sql")]
    public void ExactlyTheMarkedFlaws_AreReported(string file)
    {
        var text = Read(file);
        var script = SqlParser.Parse(text);
        var schema = SchemaBuilder.Build([(file, text)]);
        Assert.Empty(script.Diagnostics);
        Assert.Empty(schema.Problems);

        var findings = SqlRules.CheckSchema([new SchemaScript(file, script)], schema, RuleOptions.Default);

        var reported = findings.Select(finding => At(text, finding.Span.Start, finding.Rule.Id)).ToList();
        Assert.Equal("", string.Join('\n', Without(Expected(text), reported)));
        Assert.Equal("", string.Join('\n', Without(reported, Expected(text))));
    }

    [Fact]
    public void AllGroups_HaveFlaws()
    {
        var ids = new[] { "flawed.sql", "flawed-timescale.sql" }.SelectMany(file => Expected(Read(file))).Select(expected => expected.Split(' ')[1]).ToList();

        Assert.True(ids.Count >= 60, $"{ids.Count} flaws");
        Assert.All(new[] { "LDB2", "LDB4", "LDB5", "LDB6", "LDB7" }, group => Assert.Contains(ids, id => id.StartsWith(group, StringComparison.Ordinal)));
    }

    /// <summary>Without TimescaleDB nothing keeps the schema from being loaded: it is wrong, not broken.</summary>
    [SkippableFact]
    public async Task PlainSchema_LoadsOnAServer()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();

        database.Replay(Read("flawed.sql"));
    }

    /// <summary>All edits of a rule together give a schema that loads, and in which the rule has nothing left to mend.</summary>
    [SkippableFact]
    public async Task Fixes_MendTheSchema()
    {
        var text = Read("flawed.sql");
        var rules = Check(text).Where(finding => !finding.Edits.IsEmpty).Select(finding => finding.Rule).Distinct().ToList();
        Assert.Equal(
            ["LDB2001", "LDB2010", "LDB2011", "LDB2012", "LDB2020", "LDB2021", "LDB2022", "LDB2023", "LDB2024", "LDB4002", "LDB4003", "LDB4004", "LDB4005", "LDB4006", "LDB5001", "LDB5002", "LDB5003", "LDB6003"],
            rules.Select(rule => rule.Id).Order(StringComparer.Ordinal));

        foreach (var rule in rules)
        {
            var mended = Apply(text, Check(text).Where(finding => finding.Rule == rule));
            Assert.DoesNotContain(Check(mended), finding => finding.Rule == rule && !finding.Edits.IsEmpty);
            await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();
            database.Replay(mended);
        }
    }

    private static IReadOnlyList<SqlFinding> Check(string text)
    {
        var script = SqlParser.Parse(text);
        Assert.Empty(script.Diagnostics);
        return SqlRules.CheckSchema([new SchemaScript("", script)], SchemaBuilder.Build(text), RuleOptions.Default);
    }

    private static string Apply(string text, IEnumerable<SqlFinding> findings)
    {
        foreach (var edit in findings.SelectMany(finding => finding.Edits).Distinct().OrderByDescending(edit => edit.Span.Start))
            text = text[..edit.Span.Start] + edit.NewText + text[edit.Span.End..];
        return text;
    }

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "tests", "LifeOps.PostgreSql.Tests", "Rules", "Flawed", file)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Expected(string text)
    {
        var expected = new List<string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Split(Marker) is [_, var ids])
                expected.AddRange(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{i + 1:d4} {id}"));
        }

        return expected.Order(StringComparer.Ordinal);
    }

    /// <summary>What is left of a list when each of the others takes one away.</summary>
    private static List<string> Without(IEnumerable<string> list, IEnumerable<string> others)
    {
        var left = list.ToList();
        foreach (var other in others)
            left.Remove(other);
        return left;
    }

    private static string At(string text, int position, string id) => $"{text[..position].Count(c => c == '\n') + 1:d4} {id}";
}
