using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2021 in SQL: text, with a CHECK for the length.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(CharColumnSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class CharColumnSql() : SqlEditCodeFix(RuleCatalog.CharColumn, "Use text");
