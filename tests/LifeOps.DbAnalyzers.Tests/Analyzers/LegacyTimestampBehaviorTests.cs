using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class LegacyTimestampBehaviorTests
{
    [Fact]
    public Task Switch_IsReported() =>
        CSharpAnalyzerVerifier<LegacyTimestampBehavior>.VerifyAnalyzerAsync(
            """
            class C
            {
                private const string Name = "Npgsql.EnableLegacyTimestampBehavior";

                void M(bool on)
                {
                    {|#0:AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true)|};
                    {|LDB2003:AppContext.SetSwitch(isEnabled: true, switchName: Name)|};
                    {|LDB2003:AppContext.SetSwitch(Name, on)|};
                }
            }
            """,
            new DiagnosticResult("LDB2003").WithLocation(0).WithMessage(
                "Npgsql.EnableLegacyTimestampBehavior is switched on: timestamptz is read as local time, and any DateTime kind is written"));

    [Fact]
    public Task OtherSwitches_DoNotTrigger() =>
        CSharpAnalyzerVerifier<LegacyTimestampBehavior>.VerifyAnalyzerAsync("""
            class Other
            {
                public static void SetSwitch(string switchName, bool isEnabled) { }
            }

            class C
            {
                void M(string name)
                {
                    AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", false);
                    AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);
                    AppContext.SetSwitch(name, true);
                    Other.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
                }
            }
            """);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public Task HostConfigurationOption_IsReportedForTheProject(string value, bool isReported)
    {
        var test = new CSharpAnalyzerTest<LegacyTimestampBehavior>
        {
            TestCode = "class C { }",
            GlobalConfig = "build_property.LifeOpsNpgsqlLegacyTimestampBehavior = " + value,
        };
        if (isReported)
        {
            test.ExpectedDiagnostics.Add(new DiagnosticResult("LDB2003").WithMessage(
                "Npgsql.EnableLegacyTimestampBehavior is switched on: by a RuntimeHostConfigurationOption of the project"));
        }

        return test.RunAsync();
    }
}
