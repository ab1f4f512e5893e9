using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB4001 in schema files: the id becomes the primary key.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(TableWithoutPrimaryKeySql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class TableWithoutPrimaryKeySql() : SqlEditCodeFix(RuleCatalog.TableWithoutPrimaryKey, "Make id the primary key");
