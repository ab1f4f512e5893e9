using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB4004 in schema files: NOT NULL.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(RequiredColumnSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class RequiredColumnSql() : SqlEditCodeFix(RuleCatalog.RequiredColumn, "Add NOT NULL");
