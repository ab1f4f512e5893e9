using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

/// <summary>The places that options are read from, seen through a rule that has one.</summary>
public sealed class AnalyzerOptionsReaderTests
{
    private const string IntegerKey = """
        using Microsoft.EntityFrameworkCore;

        class Note
        {
            public int Id { get; set; }
        }

        class Db : DbContext
        {
            public DbSet<Note> Notes => Set<Note>();
        }
        """;

    [Fact]
    public Task EditorConfig_IsRead() =>
        new CSharpAnalyzerTest<EntityIntegerKey>
        {
            TestCode = IntegerKey,
            Options = { ["lifeops_db.id_policy"] = "identity" },
        }.RunAsync();

    [Fact]
    public Task GlobalConfig_IsRead() =>
        new CSharpAnalyzerTest<EntityIntegerKey>
        {
            TestCode = IntegerKey,
            GlobalConfig = "lifeops_db.id_policy = identity",
        }.RunAsync();

    [Fact]
    public Task BuildProperty_IsRead() =>
        new CSharpAnalyzerTest<EntityIntegerKey>
        {
            TestCode = IntegerKey,
            GlobalConfig = "build_property.lifeops_db_id_policy = identity",
        }.RunAsync();

    [Fact]
    public Task NearestWins() =>
        new CSharpAnalyzerTest<EntityIntegerKey>
        {
            TestCode = IntegerKey.Replace("Id", "[|Id|]"),
            Options = { ["lifeops_db.id_policy"] = "uuid" },
            GlobalConfig = "build_property.lifeops_db_id_policy = identity",
        }.RunAsync();
}
