using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB2001 in parameters: NpgsqlDbType.Timestamp, and DbType.DateTime2, which Npgsql sends as timestamp
/// (https://www.npgsql.org/doc/types/datetime.html).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimestampParameterType : DiagnosticAnalyzer
{
    /// <summary>The key of the property that holds the member a fix writes instead.</summary>
    internal const string NewMember = "NewMember";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.TimestampWithoutTimeZone);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("NpgsqlTypes.NpgsqlDbType") is not { } npgsqlType)
                return;
            var dbType = start.Compilation.GetTypeByMetadataName("System.Data.DbType");
            var adoNet = AdoNet.Create(start.Compilation, new VariableFlow());
            start.RegisterOperationAction(operation => Analyze(operation, npgsqlType, dbType, adoNet), OperationKind.FieldReference);
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol npgsqlType, INamedTypeSymbol? dbType, AdoNet? adoNet)
    {
        var reference = (IFieldReferenceOperation)context.Operation;
        var owner = reference.Field.ContainingType;
        var newMember = reference.Field.Name switch
        {
            "Timestamp" when SymbolEqualityComparer.Default.Equals(owner, npgsqlType) => "TimestampTz",
            "DateTime2" when SymbolEqualityComparer.Default.Equals(owner, dbType) => "DateTime",
            _ => null,
        };
        if (newMember is null || !SetsAParameter(reference, adoNet))
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            reference.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(NewMember, newMember),
            owner.Name + "." + reference.Field.Name));
    }

    // The type of a parameter that is made or changed; a comparison or a case label only asks for it.
    private static bool SetsAParameter(IOperation reference, AdoNet? adoNet)
    {
        var parent = reference.Parent;
        while (parent is IConversionOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Or })
            parent = parent.Parent;
        return parent switch
        {
            IArgumentOperation { Parent: IObjectCreationOperation creation } => adoNet?.IsOtherProvider(creation.Type) != true,
            IArgumentOperation { Parent: IInvocationOperation call } => adoNet?.IsOtherProvider(call.TargetMethod.ContainingType) != true,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } => adoNet?.IsOtherProvider(property.Instance?.Type) != true,
            _ => false,
        };
    }
}
