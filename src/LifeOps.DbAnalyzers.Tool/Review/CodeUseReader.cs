using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Reads which tables and columns a project uses. It reports nothing: the compiler's driver brings it to every operation.</summary>
#pragma warning disable RS1001 // It is handed to the driver by name and must not be found among the product's analyzers.
internal sealed class CodeUseReader : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    private CodeUse? _use;

    // The driver leaves out analyzers that could report nothing.
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new("LDB", "Read", "Read", "Review", DiagnosticSeverity.Hidden, isEnabledByDefault: true)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            _use = CodeUse.Create(start.Compilation);
            _use?.Register(start);
        });
    }

    /// <summary>Null when the project references no database library, or does not compile at all.</summary>
    public static async Task<CodeUse?> ReadAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken) is not { } compilation)
            return null;
        var reader = new CodeUseReader();
        await compilation.WithAnalyzers([reader], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return reader._use;
    }
}
