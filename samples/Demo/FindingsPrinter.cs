namespace LifeOps.Demo;

/// <summary>Shows findings grouped by rule, with file, line and column.</summary>
internal static class FindingsPrinter
{
    public static void Print(IReadOnlyList<Finding> findings)
    {
        foreach (var rule in findings.GroupBy(finding => finding.RuleId).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Console.WriteLine();
            Console.WriteLine($"{rule.Key} {rule.First().Title} ({rule.Count()})");
            foreach (var finding in rule.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column))
                Console.WriteLine($"  {finding.File}({finding.Line},{finding.Column}): {finding.Level}: {finding.Message}");
        }

        Console.WriteLine();
        Console.WriteLine($"{findings.Count} findings of {findings.Select(finding => finding.RuleId).Distinct().Count()} rules; {findings.Count(finding => !finding.IsInInheritedCode)} outside the folders named Inherited.");
    }
}
