using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1005: SaveChanges once per iteration, in the loop itself or behind a call in it.</summary>
internal static class SaveChangesInLoop
{
    /// <summary>For saves that stand in the loop: shown while typing.</summary>
    public static readonly DiagnosticDescriptor InBody = Descriptors.For(RuleCatalog.SaveChangesInLoop);

    /// <summary>For saves behind calls: known when the whole compilation has been read.</summary>
    public static readonly DiagnosticDescriptor ThroughCalls = Descriptors.AtCompilationEnd(RuleCatalog.SaveChangesInLoop);

    public static Diagnostic Create(LoopFinding finding, bool inBody) => Diagnostic.Create(
        inBody ? InBody : ThroughCalls, finding.Location, finding.Effect.DescribePath(), finding.Loop.Describe());
}
