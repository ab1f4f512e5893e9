using LifeOps.PostgreSql.Tests.Schema.Truth;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>
/// DDL of PostgreSQL's regression suite on a live server 18 and folded. A choice of files by default; with
/// <c>LIFEOPS_ALL_REGRESSION_FILES=1</c> all of them.
/// </summary>
public class RegressionTruthTests
{
    /// <summary>Files with a difference, and its reason.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["create_function_sql.sql"] = "functions with SQL bodies are not dropped with the tables that they read",
        ["identity.sql"] = "of two sequences owned by one column the server names the older",
    };

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        var all = Environment.GetEnvironmentVariable("LIFEOPS_ALL_REGRESSION_FILES") == "1";
        string[] chosen =
        [
            "alter_table.sql", "collate.sql", "compression.sql", "constraints.sql", "create_index.sql", "create_table.sql", "create_table_like.sql", "create_view.sql", "domain.sql", "enum.sql",
            "foreign_key.sql", "generated_stored.sql", "generated_virtual.sql", "indexing.sql", "inherit.sql", "join.sql", "matview.sql", "namespace.sql", "rangetypes.sql", "rules.sql", "sequence.sql", "triggers.sql", "typed_table.sql",
            "updatable_views.sql", "window.sql", "with.sql",
        ];
        foreach (var name in all ? RegressionFile.Names : chosen)
        {
            if (!Known.ContainsKey(name))
                files.Add(name);
        }

        if (files.Count == 0)
            files.Add("");
        return files;
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public async Task RegressionFile_EqualsCatalog(string name)
    {
        var file = RegressionFile.Find(name);
        Skip.If(file is null, "The regression statements are not here.");
        await using var database = await PostgresServer.GetOrSkip(18).CreateDatabaseAsync();

        var differences = await file!.CompareAsync(database);
        Assert.True(differences.Length == 0, differences);
    }
}
