using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB4005 in schema files: the default that everybody expects.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(MissingDefaultSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class MissingDefaultSql() : SqlEditCodeFix(RuleCatalog.MissingDefault, "Add the default");
