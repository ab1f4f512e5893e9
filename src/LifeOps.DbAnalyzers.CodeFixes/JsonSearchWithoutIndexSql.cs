using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1014: the index that a search inside documents misses, added to the schema file.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(JsonSearchWithoutIndexSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class JsonSearchWithoutIndexSql() : SqlEditCodeFix(RuleCatalog.JsonSearchWithoutIndex, "Add the index to the schema file");
