using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1008 in SQL: the key as the last column of ORDER BY.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(UnstableOrderSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class UnstableOrderSql() : SqlEditCodeFix(RuleCatalog.UnstableOrder, "Order by a unique key");
