using System;
using System.Collections.Concurrent;
using System.Linq;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB1012 for the compilation as a whole: where one index serves what several statements were advised different indexes for, it is said at the end of the
/// compilation. Each statement's own advice comes while typing.
/// </summary>
internal sealed class MergedAdvice
{
    private readonly ConcurrentQueue<(IndexAdvice Advice, DatabaseSchema Schema, RuleOptions Options, Location Place)> _all = new();

    public static DiagnosticDescriptor Descriptor { get; } = Descriptors.AtCompilationEnd(RuleCatalog.MissingIndex);

    public void Add(IndexAdvice advice, DatabaseSchema schema, RuleOptions options, Location place) => _all.Enqueue((advice, schema, options, place));

    public void Report(CompilationAnalysisContext context)
    {
        foreach (var group in _all.Where(one => !one.Advice.IsForJson).GroupBy(one => (one.Schema, one.Options), new ByReference()))
        {
            // Statements are analysed in any order; the report does not depend on it.
            var advised = group.GroupBy(one => (one.Place, one.Advice.Ddl)).Select(same => same.First()).OrderBy(one => one.Place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => one.Place.SourceSpan.Start).ToList();
            foreach (var (merged, served) in new IndexAdvisor(group.Key.Schema, group.Key.Options).Merge(advised.ConvertAll(one => one.Advice)))
            {
                var replaced = served.Where(number => advised[number].Advice.Ddl != merged.Ddl).ToList();
                if (replaced.Count == 0)
                    continue;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor,
                    advised[replaced[0]].Place,
                    AdviceProperties.Add(null, merged),
                    merged.Table.Schema == "public" ? merged.Table.Name : merged.Table.ToString(),
                    merged.Size,
                    $"{merged.Serves} of {served.Count} queries together",
                    merged.Ddl));
            }
        }
    }

    /// <summary>A schema is folded once for a compilation: comparing it by its content would read all of it.</summary>
    private sealed class ByReference : System.Collections.Generic.IEqualityComparer<(DatabaseSchema Schema, RuleOptions Options)>
    {
        public bool Equals((DatabaseSchema Schema, RuleOptions Options) x, (DatabaseSchema Schema, RuleOptions Options) y) =>
            ReferenceEquals(x.Schema, y.Schema) && x.Options == y.Options;

        public int GetHashCode((DatabaseSchema Schema, RuleOptions Options) key) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Schema);
    }
}
