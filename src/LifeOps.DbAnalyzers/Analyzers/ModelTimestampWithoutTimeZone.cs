using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2001 in the EF Core model: HasColumnType("timestamp") and [Column(TypeName = "timestamp")].</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelTimestampWithoutTimeZone() : ModelColumnTypeAnalyzer(RuleCatalog.TimestampWithoutTimeZone)
{
    private protected override Verdict? Check(ModelColumnType column) =>
        column.IsBuiltIn("timestamp") ? new(column.With("timestamptz", keepModifiers: true), column.Owner) : null;
}
