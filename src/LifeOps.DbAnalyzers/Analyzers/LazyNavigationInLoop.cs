using System.Collections.Immutable;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1006: a navigation that the query did not include is read in a loop over its entities.</summary>
internal static class LazyNavigationInLoop
{
    /// <summary>The property of the diagnostic that holds the path to include, such as <c>Lines.Product</c>.</summary>
    internal const string PathProperty = "path";

    /// <summary>For entities whose query stands in the same body, where lazy loading is known to be on: shown while typing.</summary>
    public static readonly DiagnosticDescriptor InBody = Descriptors.For(RuleCatalog.LazyNavigationInLoop);

    /// <summary>For what only the whole compilation shows.</summary>
    public static readonly DiagnosticDescriptor ThroughCalls = Descriptors.AtCompilationEnd(RuleCatalog.LazyNavigationInLoop);

    public static Diagnostic Create(NavigationFinding finding, bool inBody) => Diagnostic.Create(
        inBody ? InBody : ThroughCalls,
        finding.Location,
        [finding.Query],
        ImmutableDictionary<string, string?>.Empty.Add(PathProperty, finding.Path),
        finding.Property.ContainingType.Name + "." + finding.Property.Name,
        finding.Loop.Describe(),
        Advice(finding));

    private static string Advice(NavigationFinding finding)
    {
        var line = finding.Query.GetLineSpan().StartLinePosition.Line + 1;
        return $"include {finding.Path} in the query of line {line.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
