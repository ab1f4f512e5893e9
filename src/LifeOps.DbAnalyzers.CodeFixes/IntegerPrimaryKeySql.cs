using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2011 in schema files: uuid, for the key and the columns that refer to it.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(IntegerPrimaryKeySql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class IntegerPrimaryKeySql() : SqlEditCodeFix(RuleCatalog.IntegerPrimaryKey, "Use uuid");
