using System.Collections.Generic;
using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB2011 in the EF Core model: an entity whose key numbers its rows, where ids are uuids. Not meant: composite keys, keys that are
/// foreign keys, numbers that the program gives, and serial keys (LDB2010 says it).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntityIntegerKey : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.IntegerPrimaryKey);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (EfModel.Create(start.Compilation) is not { } model)
                return;
            var entities = new EfEntities(start.Compilation, model);
            start.RegisterSymbolAction(symbol => entities.Read((INamedTypeSymbol)symbol.Symbol), SymbolKind.NamedType);
            start.RegisterOperationAction(operation => entities.Read((IInvocationOperation)operation.Operation), OperationKind.Invocation);
            start.RegisterCompilationEndAction(end => Report(end, entities));
        });
    }

    private static void Report(CompilationAnalysisContext context, EfEntities entities)
    {
        var options = new AnalyzerOptionsReader(context.Options.AnalyzerConfigOptionsProvider);
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var entity in entities.All)
        {
            if (entities.NumberedKeyOf(entity) is not { Locations: { Length: > 0 } locations } key
                || locations[0].SourceTree is not { } tree

                // Where an editor hands over another project as source, that project's own analysis says it.
                || !context.Compilation.ContainsSyntaxTree(tree)
                || !reported.Add(key.OriginalDefinition))
            {
                continue;
            }

            var policy = options.For(tree);
            if (policy.IdPolicy != IdPolicy.Uuid)
                continue;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                locations[0],
                policy.IdPolicyIsSet ? DiagnosticSeverity.Warning : Descriptor.DefaultSeverity,
                additionalLocations: null,
                properties: null,
                key.ContainingType.Name + "." + key.Name,
                key.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        }
    }
}
