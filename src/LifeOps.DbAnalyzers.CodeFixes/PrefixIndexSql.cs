using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB5003 in schema files: removes the statement.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(PrefixIndexSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class PrefixIndexSql() : SqlEditCodeFix(RuleCatalog.PrefixIndex, "Remove the index");
