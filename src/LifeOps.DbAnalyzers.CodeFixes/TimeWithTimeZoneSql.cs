using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2024 in SQL: time.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(TimeWithTimeZoneSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class TimeWithTimeZoneSql() : SqlEditCodeFix(RuleCatalog.TimeWithTimeZone, "Use time");
