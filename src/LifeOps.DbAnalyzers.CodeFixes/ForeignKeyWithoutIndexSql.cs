using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB5001 in schema files: CREATE INDEX behind the statement.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ForeignKeyWithoutIndexSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class ForeignKeyWithoutIndexSql() : SqlEditCodeFix(RuleCatalog.ForeignKeyWithoutIndex, "Add an index");
