using System.Collections.Immutable;
using System.Reflection;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>The analyzers and code fixes of the package, found as the compiler finds them: by their attributes.</summary>
internal static class ProductAnalyzers
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Create<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(typeof(SqlFileAnalyzer).Assembly);

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Create<CodeFixProvider, ExportCodeFixProviderAttribute>(typeof(FoundCall).Assembly);

    private static ImmutableArray<T> Create<T, TAttribute>(Assembly assembly)
        where T : class
        where TAttribute : Attribute =>
        [.. assembly.GetTypes().Where(type => type.GetCustomAttribute<TAttribute>() is not null).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (T)Activator.CreateInstance(type)!)];
}
