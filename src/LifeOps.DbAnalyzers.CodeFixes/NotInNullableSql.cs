using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1017: NOT EXISTS instead of NOT IN.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(NotInNullableSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class NotInNullableSql() : SqlEditCodeFix(RuleCatalog.NotInNullable, "Use NOT EXISTS");
