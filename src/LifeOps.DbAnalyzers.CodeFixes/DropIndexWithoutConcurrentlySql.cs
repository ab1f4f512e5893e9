using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB8015 in migrations: CONCURRENTLY behind INDEX.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(DropIndexWithoutConcurrentlySql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class DropIndexWithoutConcurrentlySql() : SqlEditCodeFix(RuleCatalog.DropIndexWithoutConcurrently, "Drop the index CONCURRENTLY");
