using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class UnknownOptionValueTests
{
    [Fact]
    public Task UnknownValue_IsReportedOnce_AtTheFirstFileItAppliesTo() => new CSharpAnalyzerTest<UnknownOptionValue>
    {
        TestCode = "{|#0:|}class C { }",
        Sources = { ("D.cs", "class D { }") },
        Options = { ["lifeops_db.id_policy"] = "guid" },
        ExpectedDiagnostics =
        {
            new DiagnosticResult("LDB0004").WithMessage("The option lifeops_db.id_policy has the value 'guid', which does not exist; allowed: uuid, identity").WithLocation(0),
        },
    }.RunAsync();

    [Fact]
    public Task BuildProperty_IsReported() => new CSharpAnalyzerTest<UnknownOptionValue>
    {
        TestCode = "class C { }",
        GlobalConfig = "build_property.lifeops_db_page_size = many\n",
        ExpectedDiagnostics = { new DiagnosticResult("LDB0004") },
    }.RunAsync();

    [Fact]
    public Task KnownValues_AreSilent() => new CSharpAnalyzerTest<UnknownOptionValue>
    {
        TestCode = "class C { }",
        Options = { ["lifeops_db.id_policy"] = "identity", ["lifeops_db.page_size"] = "50", ["lifeops_db.large_table_rows"] = "0", ["lifeops_db.pg_version"] = "17" },
    }.RunAsync();
}
