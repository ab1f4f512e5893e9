using System.Globalization;
using LifeOps.PostgreSql.Syntax;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.PostgreSql.Tests.Syntax.Fuzz;

/// <summary>
/// No text makes the parser throw, hang, overflow the stack or take more than linear time. The number of fuzzed texts is fixed;
/// <c>LIFEOPS_FUZZ_COUNT</c> sets another one.
/// </summary>
public sealed class ParserFuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 40_000;

    private const double MostTimes = 40;

    [Fact]
    public void FuzzedTexts_GiveATreeWhoseSpansNest()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LIFEOPS_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : DefaultCount;
        var fuzzer = new SqlFuzzer(seed: 20261122, SeedStatements.All);
        for (var i = 0; i < count; i++)
            Check(fuzzer.Next());
        output.WriteLine($"{count} texts");
    }

    [Fact]
    public void EveryTruncation_OfAStatementOfEachFamily_GivesATreeWhoseSpansNest()
    {
        foreach (var statement in SeedStatements.Families)
        {
            for (var length = 0; length <= statement.Length; length++)
                Check(statement[..length]);
        }
    }

    [Fact]
    public void UnterminatedTexts_GiveADiagnostic()
    {
        foreach (var text in AdversarialTexts.Unterminated)
            Check(text);
    }

    public static TheoryData<string> ScaledNames
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var (name, _) in AdversarialTexts.Scaled)
                names.Add(name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(ScaledNames))]
    public void AdversarialTexts_AreParsedInLinearTime(string name)
    {
        var make = AdversarialTexts.Scaled.First(text => text.Name == name).Make;
        var small = make(10_000);
        var large = make(80_000);

        // Linear gives 8, quadratic 64. The best of several runs counts, and of several measurements: collections and page faults cost time too.
        var ratio = double.MaxValue;
        for (var attempt = 0; attempt < 6 && ratio > MostTimes; attempt++)
            ratio = Math.Min(ratio, BestTime(large) / Math.Max(BestTime(small), 0.0005));
        Assert.True(ratio <= MostTimes, $"{name}: eight times the text takes {ratio:F1} times as long");
        Check(large);
    }

    private static double BestTime(string text)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var start = ThreadTime.Now;
            SqlParser.Parse(text);
            best = Math.Min(best, ThreadTime.Now - start);
        }

        return best;
    }

    private static void Check(string text)
    {
        try
        {
            RoundTrip.Check(text);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{exception} for: {(text.Length <= 2000 ? text : text[..2000] + "...")}");
        }
    }
}
