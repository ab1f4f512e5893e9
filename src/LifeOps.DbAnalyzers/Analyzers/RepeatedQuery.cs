using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1004: a query in a loop that does not depend on the loop.</summary>
internal static class RepeatedQuery
{
    /// <summary>For loops that call nothing which could write: shown while typing.</summary>
    public static readonly DiagnosticDescriptor InBody = Descriptors.For(RuleCatalog.RepeatedQuery);

    /// <summary>For loops whose calls had to be followed first.</summary>
    public static readonly DiagnosticDescriptor ThroughCalls = Descriptors.AtCompilationEnd(RuleCatalog.RepeatedQuery);

    public static Diagnostic Create(LoopFinding finding, bool inBody) => Diagnostic.Create(
        inBody ? InBody : ThroughCalls, finding.Location, finding.Effect.Query.DisplayName, finding.Loop.Describe());
}
