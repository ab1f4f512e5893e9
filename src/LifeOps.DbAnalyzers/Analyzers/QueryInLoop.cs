using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1001: a query that runs once per iteration, in the loop itself or behind a call in it.</summary>
internal static class QueryInLoop
{
    /// <summary>For queries that stand in the loop: shown while typing.</summary>
    public static readonly DiagnosticDescriptor InBody = Descriptors.For(RuleCatalog.QueryInLoop);

    /// <summary>For queries behind calls: known when the whole compilation has been read.</summary>
    public static readonly DiagnosticDescriptor ThroughCalls = Descriptors.AtCompilationEnd(RuleCatalog.QueryInLoop);

    public static Diagnostic Create(LoopFinding finding, bool inBody) => Diagnostic.Create(
        inBody ? InBody : ThroughCalls, finding.Location, finding.Loop.Describe(), finding.Effect.DescribePath());
}
