using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2020 in SQL: text, with a CHECK for the length.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(VarcharColumnSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class VarcharColumnSql() : SqlEditCodeFix(RuleCatalog.VarcharColumn, "Use text");
