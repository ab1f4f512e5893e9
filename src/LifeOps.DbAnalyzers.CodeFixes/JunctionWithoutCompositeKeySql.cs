using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB4006 in schema files: the pair becomes a key.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(JunctionWithoutCompositeKeySql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class JunctionWithoutCompositeKeySql() : SqlEditCodeFix(RuleCatalog.JunctionWithoutCompositeKey, "Add the composite key");
