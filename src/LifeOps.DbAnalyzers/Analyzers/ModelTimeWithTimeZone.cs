using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2024 in the EF Core model: time with time zone as a column type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelTimeWithTimeZone() : ModelColumnTypeAnalyzer(RuleCatalog.TimeWithTimeZone)
{
    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("timetz") ? new(column.With("time", keepModifiers: true), column.Owner) : null;
}
