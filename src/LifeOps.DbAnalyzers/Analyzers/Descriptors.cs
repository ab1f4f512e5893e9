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

    /// <summary>
    /// A second descriptor of a rule, for those of its findings that need the whole compilation: the tag tells the IDE that
    /// they come with the build. Always a new object: keep it.
    /// </summary>
    public static DiagnosticDescriptor AtCompilationEnd(Rule rule) => Create(rule, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Create(Rule rule) => Create(rule, CustomTags(rule));

    private static DiagnosticDescriptor Create(Rule rule, params string[] tags) => new(
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
        tags);

    // Findings of these rules stand in other files or need the whole compilation: the IDE computes them in the build only.
    private static string[] CustomTags(Rule rule) =>
        rule.Id is "LDB0003" or "LDB0004" ? [WellKnownDiagnosticTags.CompilationEnd] : [];
}
