using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2021 in the EF Core model: char(n) as a column type, and IsFixedLength on a string property, which makes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelCharColumn() : ModelColumnTypeAnalyzer(RuleCatalog.CharColumn)
{
    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("bpchar") ? new(column.With("text", keepModifiers: false), column.Owner, column.Text) : null;

    private protected override Diagnostic? CheckOther(IOperation operation, EfModel model) =>
        operation is IInvocationOperation invocation
        && model.IsFixedLength(invocation)
        && model.PropertyOf(invocation) is { Type.SpecialType: SpecialType.System_String } property
        && !model.HasColumnTypeAttribute(property)
        && !EfModel.ChainOf(invocation).Any(call => model.ColumnTypeOf(call) is not null)
            ? Diagnostic.Create(Descriptors.For(RuleCatalog.CharColumn), OperationNames.LocationOf(invocation), model.OwnerOf(invocation), "char(n)")
            : null;
}
