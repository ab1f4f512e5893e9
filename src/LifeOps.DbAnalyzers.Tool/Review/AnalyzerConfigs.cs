using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>The .editorconfig files above .sql files, read as the compiler reads them.</summary>
internal sealed class AnalyzerConfigs
{
    private readonly Dictionary<string, AnalyzerConfigSet> _byFolder = [];

    /// <summary>The rule options of a file.</summary>
    public RuleOptions OptionsOf(string path)
    {
        var settings = SetOf(path).GetOptionsForSourcePath(path).AnalyzerOptions;
        var options = RuleOptions.Read(settings.GetValueOrDefault);
        return options == RuleOptions.Default ? RuleOptions.Default : options;
    }

    /// <summary>The severity that a file's configuration gives a rule; null when the rule is switched off there.</summary>
    public RuleSeverity? SeverityOf(string path, Rule rule, RuleSeverity severity) =>
        SetOf(path).GetOptionsForSourcePath(path).TreeOptions.GetValueOrDefault(rule.Id, ReportDiagnostic.Default) switch
        {
            ReportDiagnostic.Suppress => null,
            ReportDiagnostic.Error => RuleSeverity.Error,
            ReportDiagnostic.Warn => RuleSeverity.Warning,
            ReportDiagnostic.Info or ReportDiagnostic.Hidden => RuleSeverity.Info,
            _ => severity,
        };

    private AnalyzerConfigSet SetOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (_byFolder.TryGetValue(folder, out var known))
            return known;

        var configs = new List<AnalyzerConfig>();
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            var file = Path.Combine(current, ".editorconfig");
            if (File.Exists(file))
                configs.Add(AnalyzerConfig.Parse(File.ReadAllText(file), file));
        }

        return _byFolder[folder] = AnalyzerConfigSet.Create(configs);
    }
}
