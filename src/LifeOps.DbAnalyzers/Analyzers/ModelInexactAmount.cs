using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2023 in the EF Core model: money as a column type. Whether a double is an amount, the rule over the schema says.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelInexactAmount() : ModelColumnTypeAnalyzer(RuleCatalog.InexactAmount)
{
    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("money") ? new(column.With("numeric", keepModifiers: false), column.Owner, column.Text) : null;
}
