using System.Collections.Immutable;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>The rules of the catalogue as Roslyn descriptors; the only place that makes one.</summary>
internal static class Descriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        RuleCatalog.All.ToImmutableDictionary(rule => rule.Id, Create);

    /// <summary>The descriptor of a rule; always the same object for the same rule.</summary>
    public static DiagnosticDescriptor For(Rule rule) => ById[rule.Id];

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        rule.Category,
        rule.Severity switch
        {
            RuleSeverity.Info => DiagnosticSeverity.Info,
            RuleSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Error,
        },
        isEnabledByDefault: true,
        rule.Description,
        rule.HelpLink,
        CustomTags(rule));

    // Findings of these rules stand in other files or need the whole compilation: the IDE computes them in the build only.
    private static string[] CustomTags(Rule rule) =>
        rule.Id is "LDB0002" or "LDB0003" or "LDB0004" ? [WellKnownDiagnosticTags.CompilationEnd] : [];
}
