using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB2010 in the EF Core model: UseSerialColumn, UseSerialColumns, a serial column type, NpgsqlValueGenerationStrategy.SerialColumn.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelSerialId() : ModelColumnTypeAnalyzer(RuleCatalog.SerialId)
{
    /// <summary>The key of the property that says which method a fix calls instead.</summary>
    internal const string NewMethod = "NewMethod";

    private protected override Verdict? Check(ModelColumnType column) =>
        column.Type.Names.Count == 1 && column.Type.Name.Value is "serial" or "serial2" or "serial4" or "serial8" or "smallserial" or "bigserial"
            ? new(null, column.Owner, column.Text)
            : null;

    private protected override ImmutableArray<OperationKind> Kinds => ImmutableArray.Create(OperationKind.Invocation, OperationKind.FieldReference);

    private protected override Diagnostic? CheckOther(IOperation operation, EfModel model) => operation switch
    {
        IInvocationOperation invocation when model.IsUseSerial(invocation.TargetMethod) => CheckCall(invocation, model),
        IFieldReferenceOperation reference when model.IsSerialStrategy(reference.Field) && IsGiven(reference) =>
            Diagnostic.Create(Descriptors.For(RuleCatalog.SerialId), reference.Syntax.GetLocation(), "the value generation strategy", "SerialColumn"),
        _ => null,
    };

    private static Diagnostic CheckCall(IInvocationOperation invocation, EfModel model)
    {
        // BY DEFAULT is EF Core's own choice, and goes on accepting the ids that seed data brings along.
        var isModel = invocation.TargetMethod.Name == "UseSerialColumns";
        return Diagnostic.Create(
            Descriptors.For(RuleCatalog.SerialId),
            OperationNames.LocationOf(invocation),
            ImmutableDictionary<string, string?>.Empty.Add(NewMethod, isModel ? "UseIdentityByDefaultColumns" : "UseIdentityByDefaultColumn"),
            isModel ? "every integer key of the model" : model.OwnerOf(invocation),
            invocation.TargetMethod.Name);
    }

    // A comparison asks about the strategy; an argument or an assignment sets it.
    private static bool IsGiven(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation or ISimpleAssignmentOperation;
    }
}
