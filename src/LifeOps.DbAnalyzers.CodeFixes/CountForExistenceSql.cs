using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1018 inside SQL: EXISTS instead of a count.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(CountForExistenceSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class CountForExistenceSql() : SqlEditCodeFix(RuleCatalog.CountForExistence, "Use EXISTS");
