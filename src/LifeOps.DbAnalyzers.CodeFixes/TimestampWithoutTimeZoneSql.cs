using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2001 in SQL: timestamptz.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(TimestampWithoutTimeZoneSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class TimestampWithoutTimeZoneSql() : SqlEditCodeFix(RuleCatalog.TimestampWithoutTimeZone, "Use timestamptz");
