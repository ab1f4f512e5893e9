using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB5002 in schema files: removes the statement.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(DuplicateIndexSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class DuplicateIndexSql() : SqlEditCodeFix(RuleCatalog.DuplicateIndex, "Remove the index");
