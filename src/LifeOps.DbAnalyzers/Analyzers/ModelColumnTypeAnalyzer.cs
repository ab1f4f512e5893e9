using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>A rule about the column types that EF Core's model code writes; the ones of SQL are found by the rules of LifeOps.PostgreSql.</summary>
public abstract class ModelColumnTypeAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The key of the property that holds the type a fix writes instead.</summary>
    internal const string NewType = "NewType";

    private readonly DiagnosticDescriptor _descriptor;

    private protected ModelColumnTypeAnalyzer(Rule rule)
    {
        _descriptor = Descriptors.For(rule);
        SupportedDiagnostics = ImmutableArray.Create(_descriptor);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (EfModel.Create(start.Compilation) is not { } model)
                return;
            start.RegisterOperationAction(operation => Analyze(operation, model), Kinds);
            start.RegisterSymbolAction(symbol => AnalyzeAttribute(symbol, model), SymbolKind.Property);
        });
    }

    /// <summary>What the rule says about a column type; null when it has nothing to say.</summary>
    private protected abstract Verdict? Check(ModelColumnType column);

    /// <summary>The operations that the rule looks at.</summary>
    private protected virtual ImmutableArray<OperationKind> Kinds => ImmutableArray.Create(OperationKind.Invocation);

    /// <summary>The other forms that the rule finds, outside of migrations.</summary>
    private protected virtual Diagnostic? CheckOther(IOperation operation, EfModel model) => null;

    private void Analyze(OperationAnalysisContext context, EfModel model)
    {
        if (context.Operation is IInvocationOperation invocation && model.ColumnTypeOf(invocation) is { } column)
        {
            if (!model.IsHistory(context.ContainingSymbol))
                Report(context.ReportDiagnostic, column);
        }
        else if (CheckOther(context.Operation, model) is { } diagnostic && !model.IsHistory(context.ContainingSymbol))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private void AnalyzeAttribute(SymbolAnalysisContext context, EfModel model)
    {
        if (model.ColumnTypeOf((IPropertySymbol)context.Symbol, context.CancellationToken) is { } column)
            Report(context.ReportDiagnostic, column);
    }

    private void Report(System.Action<Diagnostic> report, ModelColumnType column)
    {
        if (Check(column) is not { } verdict)
            return;
        var properties = verdict.NewType is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(NewType, verdict.NewType);
        report(Diagnostic.Create(_descriptor, column.Location, properties, verdict.Arguments));
    }

    /// <summary>A finding: what stands in the message, and the type that a fix writes; null when there is no safe one.</summary>
    private protected sealed record Verdict(string? NewType, params object[] Arguments);
}
