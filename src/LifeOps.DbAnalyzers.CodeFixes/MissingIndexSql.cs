using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1012: the index that a query misses, added to the schema file.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(MissingIndexSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class MissingIndexSql() : SqlEditCodeFix(RuleCatalog.MissingIndex, "Add the index to the schema file");
