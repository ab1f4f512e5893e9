using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class MergedAdviceTests
{
    private const string Schema = """
        -- lifeops:rows 50000000
        -- lifeops:column tenant_id null_frac=0 n_distinct=400
        -- lifeops:column account_id null_frac=0 n_distinct=300
        CREATE TABLE entries (id bigint PRIMARY KEY, tenant_id int NOT NULL, account_id int NOT NULL, booked_at timestamptz NOT NULL, ref uuid NOT NULL);
        """;

    private static string Source(string first, string second) => $$"""
        using Dapper;
        class C
        {
            void M(System.Data.IDbConnection connection, int t, int a)
            {
                connection.Execute("{{first}}", new { t, a });
                connection.Execute("{{second}}", new { t, a });
            }
        }
        """;

    [Fact]
    public Task IndexThatServesBoth_IsSaidAtTheNarrowerOne() => new CSharpAnalyzerTest<EmbeddedSqlAnalyzer>
    {
        TestCode = Source(
            "DELETE FROM entries WHERE {|#0:tenant_id = @t|} AND account_id = @a",
            "SELECT id FROM entries WHERE {|#1:tenant_id = @t|} AND account_id = @a ORDER BY booked_at DESC, id DESC LIMIT 10"),
        AdditionalFiles = { ("app.schema.sql", Schema) },
        ExpectedDiagnostics =
        {
            new("LDB1012") { Location = 0 },
            new("LDB1012")
            {
                Location = 0,
                Message = "No index on entries (about 50,000,000 rows) serves the lookup by tenant_id, account_id, order by booked_at, order by id of 2 queries together: "
                    + "add CREATE INDEX CONCURRENTLY idx_entries_tenant_id_account_id_booked_at_id ON entries (tenant_id, account_id, booked_at, id)",
            },
            new("LDB1012") { Location = 1 },
        },
    }.RunAsync();

    [Fact]
    public Task SameIndexForBoth_IsSaidWithEach() => new CSharpAnalyzerTest<EmbeddedSqlAnalyzer>
    {
        TestCode = Source("DELETE FROM entries WHERE {|LDB1012:tenant_id = @t|} AND account_id = @a", "UPDATE entries SET ref = NULL WHERE {|LDB1012:tenant_id = @t|} AND account_id = @a"),
        AdditionalFiles = { ("app.schema.sql", Schema) },
    }.RunAsync();
}
