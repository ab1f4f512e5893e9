using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

/// <summary>Ten migrations whose lines say which rule has to speak there; what looks like a danger and is none has no such end.</summary>
public sealed class MarkedMigrationsTests
{
    private const string Mark = "-- expect: ";

    private static string Folder => Path.Combine(SharedFiles.RepositoryRoot, "tests", "LifeOps.PostgreSql.Tests", "Rules", "Migrations", "Files");

    public static TheoryData<string> Files
    {
        get
        {
            var files = new TheoryData<string>();
            foreach (var file in Directory.GetFiles(Folder, "??_*.sql").Order(StringComparer.Ordinal))
                files.Add(Path.GetFileName(file));
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Marks_AreWhatTheRulesSay(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");
        var schema = SchemaBuilder.Build(File.ReadAllText(Path.Combine(Folder, "schema.sql")));
        Assert.Empty(schema.Problems);
        var migration = MigrationTool.Read("db/" + file, SqlParser.Parse(text), MigrationTransaction.Auto)!;
        var found = SqlRules.CheckMigration(migration, RuleOptions.Default, schema)
            .Select(finding => (Line: text.AsSpan(0, finding.Span.Start).Count('\n') + 1, finding.Rule.Id));

        Assert.Equal(Expected(text), found);
    }

    [Fact]
    public void EveryRule_IsExpectedSomewhere()
    {
        var expected = Directory.GetFiles(Folder, "??_*.sql").SelectMany(file => Expected(File.ReadAllText(file))).Select(mark => mark.Id);

        Assert.Equal(SqlRules.MigrationRules.Select(rule => rule.Rule.Id), expected.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(int Line, string Id)> Expected(string text) =>
        from line in text.ReplaceLineEndings("\n").Split('\n').Select((content, index) => (content, Number: index + 1))
        where line.content.Contains(Mark, StringComparison.Ordinal)
        select (line.Number, line.content[(line.content.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Trim());
}
