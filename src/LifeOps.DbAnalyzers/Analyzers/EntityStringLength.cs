using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2020 in entity classes: [MaxLength] or [StringLength] on a string, from which EF Core makes varchar(n).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntityStringLength : DiagnosticAnalyzer
{
    /// <summary>The key of the property that says the finding is an attribute of an entity's property.</summary>
    internal const string LengthAttribute = "LengthAttribute";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.VarcharColumn);

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
            var lengths = ImmutableArray.Create(
                start.Compilation.GetTypeByMetadataName("System.ComponentModel.DataAnnotations.MaxLengthAttribute"),
                start.Compilation.GetTypeByMetadataName("System.ComponentModel.DataAnnotations.StringLengthAttribute"));
            var entities = new EfEntities(start.Compilation, model);
            start.RegisterSymbolAction(symbol => entities.Read((INamedTypeSymbol)symbol.Symbol), SymbolKind.NamedType);
            start.RegisterOperationAction(operation => entities.Read((IInvocationOperation)operation.Operation), OperationKind.Invocation);
            start.RegisterCompilationEndAction(end => Report(end, entities, lengths));
        });
    }

    private static void Report(CompilationAnalysisContext context, EfEntities entities, ImmutableArray<INamedTypeSymbol?> lengths)
    {
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var entity in entities.All)
        {
            for (var type = entity; type is not null; type = type.BaseType)
            {
                foreach (var member in type.GetMembers())
                {
                    if (member is IPropertySymbol { Type.SpecialType: SpecialType.System_String } property
                        && reported.Add(property.OriginalDefinition)
                        && !entities.IsTyped(property)
                        && !entities.IsNotMapped(property))
                    {
                        Report(context, property, lengths);
                    }
                }
            }
        }
    }

    private static void Report(CompilationAnalysisContext context, IPropertySymbol property, ImmutableArray<INamedTypeSymbol?> lengths)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type
                || !lengths.Contains(type, SymbolEqualityComparer.Default)
                || attribute.ConstructorArguments is not { Length: > 0 } arguments
                || arguments[0].Value is not int length
                || length <= 0
                || attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not { } syntax

                // Where an editor hands over another project as source, that project's own analysis says it.
                || !context.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            {
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(LengthAttribute, ""),
                property.ContainingType.Name + "." + property.Name,
                "varchar(" + length.ToString(CultureInfo.InvariantCulture) + ")"));
            return;
        }
    }
}
