using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1016: the query over the continuous aggregate.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(AggregatedRawRowsSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class AggregatedRawRowsSql() : SqlEditCodeFix(RuleCatalog.AggregatedRawRows, "Read the continuous aggregate");
