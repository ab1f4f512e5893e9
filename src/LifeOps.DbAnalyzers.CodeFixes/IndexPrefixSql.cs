using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB6003 in schema files: the prefix before the name.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(IndexPrefixSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class IndexPrefixSql() : SqlEditCodeFix(RuleCatalog.IndexPrefix, "Add the prefix");
