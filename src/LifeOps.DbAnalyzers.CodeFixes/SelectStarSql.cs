using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1009: the columns of the table instead of the star.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(SelectStarSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class SelectStarSql() : SqlEditCodeFix(RuleCatalog.SelectStar, "Name the columns");
