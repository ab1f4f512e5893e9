using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1007 in EF Core: Skip in a large table. A filtered table counts when it is known to be large.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LargeSkip() : QueryPageAnalyzer(RuleCatalog.LargeOffset)
{
    private protected override Diagnostic? Judge(QueryPage page, Table? table, RuleOptions options)
    {
        if (page.Skip is not { } skip || table is null || table.RowEstimate is { } rows && rows < options.LargeTableRows || table.RowEstimate is null && page.IsFiltered)
            return null;
        return Diagnostic.Create(
            Descriptor, OperationNames.LocationOf(skip), Describe(page, table),
            "continue behind the last row that was read, with Where on the properties of OrderBy, which end in a unique key");
    }
}
