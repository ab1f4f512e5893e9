using System.Globalization;
using LifeOps.PostgreSql.Tests.Syntax.Agreement;

namespace LifeOps.PostgreSql.Benchmarks;

/// <summary>
/// Lists how our parser differs from PostgreSQL's on the corpus, grouped by cause, most frequent first.
/// Arguments: an aspect to list alone (for example NodeCounts), a number of groups to show for each (20), a file in the corpus's format to compare instead.
/// </summary>
internal static class AgreementReport
{
    public static int Run(string[] args)
    {
        var groups = 20;
        Aspect? only = null;
        string? file = null;
        foreach (var arg in args)
        {
            if (int.TryParse(arg, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                groups = number;
            else if (Enum.TryParse<Aspect>(arg, ignoreCase: true, out var aspect))
                only = aspect;
            else
                file = arg;
        }

        if (file is not null)
        {
            Print(file, CorpusStatement.ReadFile(file), only, groups);
            return 0;
        }

        var found = Print("pg18-regress", CorpusStatement.ReadRegression(), only, groups);
        found |= Print("mutations", CorpusStatement.ReadMutations(), only, groups);
        if (!found)
            Console.WriteLine("skipped: ../shared/corpus is not there");
        return 0;
    }

    private static bool Print(string name, IReadOnlyList<CorpusStatement>? statements, Aspect? only, int groups)
    {
        if (statements is null)
            return false;

        var agreement = CorpusAgreement.Of(statements);
        Console.WriteLine($"== {name}: {agreement.Summary()}");
        foreach (var aspect in Enum.GetValues<Aspect>())
        {
            if (only is not null && only != aspect)
                continue;
            var causes = agreement.Disagreements.Where(item => item.Aspect == aspect).GroupBy(item => item.Cause).OrderByDescending(group => group.Count()).ToList();
            if (causes.Count == 0)
                continue;

            Console.WriteLine($"-- {aspect}: {agreement.Count(aspect)} in {causes.Count} groups");
            foreach (var cause in causes.Take(groups))
            {
                var example = cause.First();
                Console.WriteLine($"{cause.Count(),6}  {cause.Key}");
                Console.WriteLine($"        {example.Detail} | {OneLine(example.Statement.Sql)} | {example.Statement.Origin}");
            }
        }

        return true;
    }

    private static string OneLine(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 240 ? line : line[..240] + "...";
    }
}
