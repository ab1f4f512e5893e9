using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class SchemaMissingTests
{
    private const string TwoCalls = """
        using Dapper;

        class C
        {
            void M(System.Data.IDbConnection c)
            {
                c.{|#0:Execute|}("delete from t");
                c.Query<int>("select 1");
            }
        }
        """;

    [Fact]
    public Task FirstCall_IsReportedOnce() =>
        new CSharpAnalyzerTest<SchemaMissing>
        {
            TestCode = TwoCalls,
            Sources = { ("Test1.cs", "class D { void M(System.Data.IDbCommand c) => c.ExecuteNonQuery(); }") },
            AdditionalFiles = { ("db/migration.sql", "select 1"), ("readme.txt", "") },
            ExpectedDiagnostics =
            {
                new DiagnosticResult("LDB0003").WithLocation(0).WithSeverity(DiagnosticSeverity.Info).WithMessage(
                    "This project runs SQL but has no *.schema.sql file: LDB1002 cannot tell a unique key from any other column, LDB2011 and the " +
                    "other rules about tables see none, and no row records are generated. Add one as AdditionalFiles (for example db/app.schema.sql)."),
            },
        }.RunAsync();

    [Fact]
    public Task WithSchema_DoesNotTrigger() =>
        new CSharpAnalyzerTest<SchemaMissing>
        {
            TestCode = TwoCalls,
            AdditionalFiles = { ("db/app.schema.sql", "") },
        }.RunAsync();

    [Fact]
    public Task WithoutCalls_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<SchemaMissing>.VerifyAnalyzerAsync("class C { void M() => Console.WriteLine(); }");
}
