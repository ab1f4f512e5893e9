using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2022 in SQL: jsonb.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(JsonColumnSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class JsonColumnSql() : SqlEditCodeFix(RuleCatalog.JsonColumn, "Use jsonb");
