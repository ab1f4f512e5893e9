using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB4003 in schema files: the column gets the type of the key.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ForeignKeyOfOtherTypeSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class ForeignKeyOfOtherTypeSql() : SqlEditCodeFix(RuleCatalog.ForeignKeyOfOtherType, "Use the type of the key");
