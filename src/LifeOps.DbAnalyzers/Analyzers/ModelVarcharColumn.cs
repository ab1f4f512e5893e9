using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2020 in the EF Core model: varchar as a column type, and HasMaxLength on a string property, which makes varchar(n).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelVarcharColumn() : ModelColumnTypeAnalyzer(RuleCatalog.VarcharColumn)
{
    /// <summary>The key of the property that says the finding is a HasMaxLength call, and which method sets the type instead.</summary>
    internal const string MaxLengthCall = "MaxLengthCall";

    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("varchar") ? new(column.With("text", keepModifiers: false), column.Owner, column.Text) : null;

    private protected override Diagnostic? CheckOther(IOperation operation, EfModel model)
    {
        if (operation is not IInvocationOperation invocation
            || OwnerOf(invocation, model) is not { } owner
            || invocation.Arguments.ArgumentOf("maxLength")?.ConstantValue is not { HasValue: true, Value: int length }
            || length <= 0
            || EfModel.ChainOf(invocation).Any(call => SetsType(call, model)))
        {
            return null;
        }

        return Diagnostic.Create(
            Descriptors.For(RuleCatalog.VarcharColumn),
            OperationNames.LocationOf(invocation),
            ImmutableDictionary<string, string?>.Empty.Add(
                MaxLengthCall, invocation.TargetMethod.Name == "HaveMaxLength" ? "HaveColumnType" : "HasColumnType"),
            owner,
            "varchar(" + length.ToString(CultureInfo.InvariantCulture) + ")");
    }

    private static string? OwnerOf(IInvocationOperation invocation, EfModel model)
    {
        if (model.IsHasMaxLength(invocation.TargetMethod))
        {
            return model.PropertyOf(invocation) is { Type.SpecialType: SpecialType.System_String } property && !model.HasColumnTypeAttribute(property)
                ? model.OwnerOf(invocation)
                : null;
        }

        return model.IsHaveMaxLength(invocation.TargetMethod)
            && EfModel.ReceiverOf(invocation)?.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } types }
            && types[0].SpecialType == SpecialType.System_String
                ? "every string property"
                : null;
    }

    // A column type in the same chain decides, whatever the length says; a fixed length is LDB2021's.
    private static bool SetsType(IInvocationOperation call, EfModel model) => model.ColumnTypeOf(call) is not null || model.IsFixedLength(call);
}
