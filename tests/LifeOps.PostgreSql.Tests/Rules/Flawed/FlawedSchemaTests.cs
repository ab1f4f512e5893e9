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

        Assert.Equal(string.Join('\n', Expected(text)), string.Join('\n', findings.Select(finding => At(text, finding.Span.Start, finding.Rule.Id)).Order(StringComparer.Ordinal)));
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

    private static string At(string text, int position, string id) => $"{text[..position].Count(c => c == '\n') + 1:d4} {id}";
}
