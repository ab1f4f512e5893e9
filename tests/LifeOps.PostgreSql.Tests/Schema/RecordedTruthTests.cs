using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema.Truth;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>The LifeOps databases, folded, against what a real server answered about them.</summary>
public class RecordedTruthTests
{
    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("stats")]
    [InlineData("modern")]
    public void Database_FoldsWithoutProblems(string database) => Assert.Empty(Fold(database).Problems);

    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("stats")]
    [InlineData("modern")]
    public void Model_EqualsCatalog(string database)
    {
        var server = CatalogFacts.ReadRecorded(database);
        Skip.If(server is null, "The recorded catalog answers are not here.");

        SchemaFacts.AssertEqual(server!, ModelFacts.Read(Fold(database)));
    }

    private static DatabaseSchema Fold(string database)
    {
        var path = SharedFiles.Find("databases", database + ".sql");
        Skip.If(path is null, "The database files are not here.");
        return SchemaBuilder.Build([(path!, File.ReadAllText(path!))], serverMajor: 15);
    }
}
