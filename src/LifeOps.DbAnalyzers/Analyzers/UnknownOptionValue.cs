using System.Collections.Generic;
using System.Collections.Immutable;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB0004: an option of analyzer config whose value does not exist. Each is reported once per compilation, at the start of the first
/// file that it applies to: a compilation does not know which analyzer config file set it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownOptionValue : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.For(RuleCatalog.UnknownOptionValue));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        var options = new AnalyzerOptionsReader(context.Options.AnalyzerConfigOptionsProvider);
        var reported = new HashSet<OptionProblem>();
        Report(context, options.Global, Location.None, reported);
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Report(context, options.For(tree), Location.Create(tree, default), reported);
        }

        foreach (var file in context.Options.AdditionalFiles)
            Report(context, options.For(file), Location.Create(file.Path, default, default), reported);
    }

    private static void Report(CompilationAnalysisContext context, RuleOptions options, Location location, HashSet<OptionProblem> reported)
    {
        foreach (var problem in options.Problems)
        {
            if (reported.Add(problem))
                context.ReportDiagnostic(FindingDiagnostics.Create(RuleCatalog.UnknownOptionValue, location, problem.Option, problem.Value, problem.Allowed));
        }
    }
}
