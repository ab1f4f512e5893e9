using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB8011 in migrations: the index as a statement of its own, and USING INDEX.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(KeyWithoutIndexSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class KeyWithoutIndexSql() : SqlEditCodeFix(RuleCatalog.KeyWithoutIndex, "Build the index CONCURRENTLY first");
