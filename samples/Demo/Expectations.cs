namespace LifeOps.Demo;

/// <summary>What the demo promises: every rule is met in inherited code, none in clean code, and no analyzer crashes.</summary>
internal static class Expectations
{
    private static readonly string[] Rules =
    [
        "LDB0001", "LDB0002", "LDB0003", "LDB0004", "LDB0006",
        "LDB1001", "LDB1002", "LDB1003", "LDB1005",
        "LDB2001", "LDB2002", "LDB2003", "LDB2010", "LDB2011", "LDB2012", "LDB2020", "LDB2021", "LDB2022", "LDB2023", "LDB2024",
        "LDB4001", "LDB4002", "LDB4003", "LDB4004", "LDB4005", "LDB4006", "LDB4007", "LDB4008",
        "LDB5001", "LDB5002", "LDB5003", "LDB5005",
        "LDB6001", "LDB6002", "LDB6003", "LDB6004", "LDB6005", "LDB6006",

        // LDB7004, LDB7007 and LDB7008 are errors: the samples would not build.
        "LDB7001", "LDB7002", "LDB7003", "LDB7005", "LDB7006", "LDB7009", "LDB7010",
    ];

    public static bool Check(IReadOnlyList<Finding> findings)
    {
        var holds = true;
        foreach (var rule in Rules.Except(findings.Select(finding => finding.RuleId)))
            holds = Fail($"{rule} has no finding in the samples.");
        foreach (var finding in findings.Where(finding => finding.RuleId == "AD0001"))
            holds = Fail($"An analyzer crashed: {finding.Message}");
        foreach (var finding in findings.Where(finding => finding.RuleId != "AD0001" && !finding.IsInInheritedCode))
            holds = Fail($"{finding.File}({finding.Line},{finding.Column}): {finding.RuleId} in clean code.");
        return holds;
    }

    private static bool Fail(string message)
    {
        Console.Error.WriteLine("Unexpected: " + message);
        return false;
    }
}
