using System;
using System.Collections.Immutable;
using System.Linq;

using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>A finding in SQL as a diagnostic of the compiler.</summary>
internal static class FindingDiagnostics
{
    /// <param name="finding">What a rule says.</param>
    /// <param name="location">Its place in C# or in a .sql file.</param>
    /// <param name="mapEdit">The source change of an edit; null when there is none, and then the finding has no fix.</param>
    public static Diagnostic Create(SqlFinding finding, Location location, Func<FindingEdit, SourceEdit?> mapEdit) =>
        Create(finding, Descriptors.For(finding.Rule), location, mapEdit);

    /// <summary>The same with a descriptor of its own: that of the end of the compilation.</summary>
    public static Diagnostic Create(SqlFinding finding, DiagnosticDescriptor descriptor, Location location, Func<FindingEdit, SourceEdit?> mapEdit)
    {
        var edits = MapAll(finding.Edits, mapEdit);
        return Diagnostic.Create(
            descriptor,
            location,
            SeverityOf(finding.Severity),
            edits.Select(edit => edit.Location),
            PropertiesOf(finding, edits),
            finding.Arguments.ToArray());
    }

    /// <summary>A diagnostic for a place, without edits.</summary>
    public static Diagnostic Create(Rule rule, Location location, params object[] arguments) => Diagnostic.Create(Descriptors.For(rule), location, arguments);

    private static ImmutableDictionary<string, string?>? PropertiesOf(SqlFinding finding, ImmutableArray<SourceEdit> edits)
    {
        var properties = edits.IsEmpty ? null : SourceEdits.PropertiesOf(edits);
        return finding.Advice is { } advice ? AdviceProperties.Add(properties, advice) : properties;
    }

    private static ImmutableArray<SourceEdit> MapAll(ValueList<FindingEdit> edits, Func<FindingEdit, SourceEdit?> mapEdit)
    {
        var mapped = ImmutableArray.CreateBuilder<SourceEdit>(edits.Count);
        foreach (var edit in edits)
        {
            if (mapEdit(edit) is not { } sourceEdit)
                return ImmutableArray<SourceEdit>.Empty;
            mapped.Add(sourceEdit);
        }

        return mapped.MoveToImmutable();
    }

    private static DiagnosticSeverity SeverityOf(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Info => DiagnosticSeverity.Info,
        RuleSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };
}
