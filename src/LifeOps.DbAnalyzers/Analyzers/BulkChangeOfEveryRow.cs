using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1011 in EF Core: ExecuteUpdate or ExecuteDelete on a whole set.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BulkChangeOfEveryRow : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.ChangeOfEveryRow);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { EfCore: { } efCore } symbols)
                start.RegisterOperationAction(operation => Analyze(operation, symbols, efCore), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, DataAccessSymbols symbols, EfCore efCore)
    {
        if (symbols.Recognize(context.Operation) is { Library: DataAccessLibrary.EfCore, Kind: DataAccessKind.NonQuery, Query: { } query, SqlTexts.IsEmpty: true } call
            && SetOf(query, symbols, efCore) is { } set)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, call.NameLocation, call.DisplayName, set));
        }
    }

    /// <summary>The set, when nothing between it and the call chooses rows; null otherwise.</summary>
    private static string? SetOf(IOperation query, DataAccessSymbols symbols, EfCore efCore)
    {
        for (var depth = 0; depth < VariableFlow.MaxDepth * 2; depth++)
        {
            query = query.Unwrap();
            if (query.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } types } && query.Type.IsOrInherits(efCore.DbSet) && query is not ILocalReferenceOperation)
                return query is IPropertyReferenceOperation property ? property.Property.Name : types[0].Name;
            switch (query)
            {
                case ITranslatedQueryOperation translated:
                    query = translated.Operation;
                    break;
                case ILocalReferenceOperation local when symbols.Flow.FactsOf(local).ValuesOf(local.Local) is { Length: 1 } values:
                    query = values[0];
                    break;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "AsNoTracking" or "AsTracking" or "AsQueryable" or "IgnoreQueryFilters" or "TagWith" or "TagWithCallSite" } } plain
                    when plain.ReceiverOf() is { } source:
                    query = source;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
