using System.Collections.Immutable;
using System.Globalization;
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
    /// <summary>The key of the property that says the finding is a HasMaxLength call.</summary>
    internal const string MaxLengthCall = "MaxLengthCall";

    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("varchar") ? new(column.With("text", keepModifiers: false), column.Owner, column.Text) : null;

    private protected override Diagnostic? CheckOther(IOperation operation, EfModel model)
    {
        if (operation is not IInvocationOperation invocation
            || !model.IsHasMaxLength(invocation.TargetMethod)
            || invocation.Arguments.ArgumentOf("maxLength")?.ConstantValue is not { HasValue: true, Value: int length }
            || model.PropertyOf(invocation) is not { Type.SpecialType: SpecialType.System_String } property
            || model.HasColumnTypeAttribute(property)
            || HasColumnType(invocation, model))
        {
            return null;
        }

        return Diagnostic.Create(
            Descriptors.For(RuleCatalog.VarcharColumn),
            OperationNames.LocationOf(invocation),
            ImmutableDictionary<string, string?>.Empty.Add(MaxLengthCall, ""),
            model.OwnerOf(invocation),
            "varchar(" + length.ToString(CultureInfo.InvariantCulture) + ")");
    }

    // HasColumnType in the same chain decides, whatever the length says.
    private static bool HasColumnType(IInvocationOperation invocation, EfModel model)
    {
        for (var receiver = EfModel.ReceiverOf(invocation); receiver is IInvocationOperation call; receiver = EfModel.ReceiverOf(call))
        {
            if (model.ColumnTypeOf(call) is not null)
                return true;
        }

        for (IOperation? parent = invocation.Parent; parent is IInvocationOperation or IArgumentOperation or IConversionOperation; parent = parent.Parent)
        {
            if (parent is IInvocationOperation call && model.ColumnTypeOf(call) is not null)
                return true;
        }

        return false;
    }
}
