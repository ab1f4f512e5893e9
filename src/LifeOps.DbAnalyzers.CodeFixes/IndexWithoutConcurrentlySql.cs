using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB8001 in migrations: CONCURRENTLY behind INDEX.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(IndexWithoutConcurrentlySql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class IndexWithoutConcurrentlySql() : SqlEditCodeFix(RuleCatalog.IndexWithoutConcurrently, "Build the index CONCURRENTLY");
