using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1020: a call that blocks its thread until the database answers, in a method that could await it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SynchronousCall : DiagnosticAnalyzer
{
    /// <summary>The property of the diagnostic that names the method to await.</summary>
    internal const string AsyncName = "async";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.SynchronousCall);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { } symbols)
                return;
            var counterparts = new AsyncCounterparts(start.Compilation, symbols);
            start.RegisterOperationAction(operation => Analyze(operation, counterparts), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, AsyncCounterparts counterparts)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!CanAwait(invocation, context.ContainingSymbol) || counterparts.NameFor(invocation) is not { } name)
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            OperationNames.LocationOf(invocation),
            ImmutableDictionary<string, string?>.Empty.Add(AsyncName, name),
            invocation.TargetMethod.Name,
            name));
    }

    /// <summary>Whether the innermost function around the call is async, and no lock stands between.</summary>
    private static bool CanAwait(IOperation call, ISymbol containing)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync;
                case ILocalFunctionOperation local:
                    return local.Symbol.IsAsync;
                case ILockOperation:
                    return false;
            }
        }

        return containing is IMethodSymbol { IsAsync: true };
    }
}
