using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2021 in the EF Core model: char(n) as a column type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelCharColumn() : ModelColumnTypeAnalyzer(RuleCatalog.CharColumn)
{
    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("bpchar") ? new(column.With("text", keepModifiers: false), column.Owner, column.Text) : null;
}
