using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.CodeFixes;

public sealed class MissingIndexSqlTests
{
    private const string Schema = """
        -- lifeops:rows 2000000
        CREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL, reference text NOT NULL, data jsonb NOT NULL);
        CREATE INDEX idx_orders_reference ON orders (reference);

        """;

    private static Task VerifyAsync<TFix>(string calls, string index, string fixedCalls)
        where TFix : CodeFixProvider, new() => new CSharpCodeFixTest<EmbeddedSqlAnalyzer, TFix>
    {
        TestCode = Source(calls),
        AdditionalFiles = { ("app.schema.sql", Schema) },
        FixedCode = Source(fixedCalls),
        FixedFiles = { ("app.schema.sql", Schema.Replace("(reference);", "(reference);\n" + index + ";", StringComparison.Ordinal)) },
    }.RunAsync();

    private static string Source(string calls) => $$"""
        using Dapper;
        class C
        {
            void M(System.Data.IDbConnection connection, System.Guid id)
            {
                {{calls}}
            }
        }
        """;

    [Fact]
    public Task Index_IsAddedBehindTheOthersOfItsTable() => VerifyAsync<MissingIndexSql>(
        """connection.Execute("DELETE FROM orders WHERE {|LDB1012:customer_id = @id|}", new { id });""",
        "CREATE INDEX idx_orders_customer_id ON orders (customer_id)",
        """connection.Execute("DELETE FROM orders WHERE customer_id = @id", new { id });""");

    [Fact]
    public Task SameIndexForTwoQueries_IsAddedOnce() => VerifyAsync<MissingIndexSql>(
        """
        connection.Execute("DELETE FROM orders WHERE {|LDB1012:customer_id = @id|}", new { id });
                connection.Execute("UPDATE orders SET reference = 'x' WHERE {|LDB1012:customer_id = @id|}", new { id });
        """,
        "CREATE INDEX idx_orders_customer_id ON orders (customer_id)",
        """
        connection.Execute("DELETE FROM orders WHERE customer_id = @id", new { id });
                connection.Execute("UPDATE orders SET reference = 'x' WHERE customer_id = @id", new { id });
        """);

    [Fact]
    public Task ExpressionIndex_ForAKeyOfADocument() => VerifyAsync<JsonSearchWithoutIndexSql>(
        """connection.Execute("DELETE FROM orders WHERE {|LDB1014:{|LDB4008:data ->> 'email' = @id|}|}", new { id });""",
        "CREATE INDEX idx_orders_data_email ON orders ((data ->> 'email'))",
        """connection.Execute("DELETE FROM orders WHERE {|LDB4008:data ->> 'email' = @id|}", new { id });""");
}
