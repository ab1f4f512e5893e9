using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2023 in SQL: numeric.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(InexactAmountSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class InexactAmountSql() : SqlEditCodeFix(RuleCatalog.InexactAmount, "Use numeric");
