using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2022 in the EF Core model: json as a column type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelJsonColumn() : ModelColumnTypeAnalyzer(RuleCatalog.JsonColumn)
{
    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("json") ? new(column.With("jsonb", keepModifiers: false), column.Owner) : null;
}
