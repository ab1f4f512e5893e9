using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB8005 in migrations: a constraint that is validated before.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(SetNotNullScanSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class SetNotNullScanSql() : SqlEditCodeFix(RuleCatalog.SetNotNullScan, "Prove it with a validated constraint first");
