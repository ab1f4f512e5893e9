using LifeOps.PostgreSql.Tests.Syntax.Agreement;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.PostgreSql.Tests.Syntax;

/// <summary>Our parser against PostgreSQL's own, on ../shared/corpus; skipped where that is not there.</summary>
public sealed class CorpusAgreementTests(ITestOutputHelper output)
{
    private const string Missing = "../shared/corpus is not there";

    [SkippableFact]
    public void RegressionStatements_AreReadAsTheServerReadsThem()
    {
        var statements = CorpusStatement.ReadRegression();
        Skip.If(statements is null, Missing);

        CheckNoDifference(CorpusAgreement.Of(statements));
    }

    [SkippableFact]
    public void Mutations_AreJudgedAsTheServerJudgesThem_AtTheSamePlaceAndInTheSameWords()
    {
        var statements = CorpusStatement.ReadMutations();
        Skip.If(statements is null, Missing);

        CheckNoDifference(CorpusAgreement.Of(statements));
    }

    private void CheckNoDifference(CorpusAgreement agreement)
    {
        output.WriteLine(agreement.Summary());
        var differences = agreement.Disagreements.Take(20).Select(item => $"{item.Aspect}: {item.Cause}: {item.Detail}: {item.Statement.Sql}");
        Assert.True(agreement.Disagreements.Count == 0, agreement.Summary() + Environment.NewLine + string.Join(Environment.NewLine, differences));
    }

    [SkippableFact]
    public void EveryStatement_TokensAndGapsReproduceTheText_SpansNest()
    {
        var statements = CorpusStatement.ReadRegression();
        Skip.If(statements is null, Missing);

        foreach (var statement in statements)
            RoundTrip.Check(statement.Sql);
    }

    [SkippableFact]
    public void EveryPrefixOfAThousandStatements_TokensAndGapsReproduceTheText_SpansNest()
    {
        var statements = CorpusStatement.ReadRegression();
        Skip.If(statements is null, Missing);

        // Evenly spread over the suite; short enough that every prefix of each is parsed.
        var chosen = statements.Where(statement => statement.Sql.Length <= 200).ToList();
        var step = Math.Max(1, chosen.Count / 1000);
        for (var i = 0; i < chosen.Count; i += step)
        {
            for (var length = 0; length <= chosen[i].Sql.Length; length++)
                RoundTrip.Check(chosen[i].Sql[..length]);
        }
    }
}
