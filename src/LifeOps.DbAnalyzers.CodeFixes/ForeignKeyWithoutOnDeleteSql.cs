using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB4002 in schema files: writes out what the server does.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ForeignKeyWithoutOnDeleteSql),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".sql"])]
[Shared]
public sealed class ForeignKeyWithoutOnDeleteSql() : SqlEditCodeFix(RuleCatalog.ForeignKeyWithoutOnDelete, "Write ON DELETE NO ACTION");
