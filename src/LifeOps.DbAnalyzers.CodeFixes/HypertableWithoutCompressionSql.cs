using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB7002 in schema files: a policy behind the settings.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(HypertableWithoutCompressionSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class HypertableWithoutCompressionSql() : SqlEditCodeFix(RuleCatalog.HypertableWithoutCompression, "Add a compression policy");
