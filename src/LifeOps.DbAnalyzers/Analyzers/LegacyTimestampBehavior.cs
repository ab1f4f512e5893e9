using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB2003: AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true), or the same as a RuntimeHostConfigurationOption
/// of the project, which the package's targets make visible.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LegacyTimestampBehavior : DiagnosticAnalyzer
{
    private const string Switch = "Npgsql.EnableLegacyTimestampBehavior";
    private const string BuildProperty = "build_property.LifeOpsNpgsqlLegacyTimestampBehavior";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.LegacyTimestampBehavior);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            // The switch is read by Npgsql, which the program that sets it may only reference through a library.
            if (start.Compilation.GetTypeByMetadataName("System.AppContext") is not { } appContext)
                return;
            start.RegisterOperationAction(operation => AnalyzeCall(operation, appContext), OperationKind.Invocation);
            start.RegisterCompilationEndAction(AnalyzeProject);
        });
    }

    private static void AnalyzeCall(OperationAnalysisContext context, INamedTypeSymbol appContext)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (invocation.TargetMethod.Name != "SetSwitch"
            || !SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, appContext)
            || invocation.Arguments.ArgumentOf("switchName")?.ConstantValue is not { HasValue: true, Value: Switch }
            || invocation.Arguments.ArgumentOf("isEnabled")?.ConstantValue is { HasValue: true, Value: false })
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor, invocation.Syntax.GetLocation(), "timestamptz is read as local time, and any DateTime kind is written"));
    }

    private static void AnalyzeProject(CompilationAnalysisContext context)
    {
        if (context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(BuildProperty, out var value)
            && bool.TryParse(value, out var isOn)
            && isOn)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, Location.None, "by a RuntimeHostConfigurationOption of the project"));
        }
    }
}
