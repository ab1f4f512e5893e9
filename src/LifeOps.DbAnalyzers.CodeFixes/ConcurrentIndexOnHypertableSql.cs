using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB7007 in SQL: one transaction per chunk.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ConcurrentIndexOnHypertableSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class ConcurrentIndexOnHypertableSql() : SqlEditCodeFix(RuleCatalog.ConcurrentIndexOnHypertable, "Use timescaledb.transaction_per_chunk");
