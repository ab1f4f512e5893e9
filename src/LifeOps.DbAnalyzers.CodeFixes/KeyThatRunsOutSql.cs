using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2012 in SQL: bigint, for the key and the columns that refer to it.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(KeyThatRunsOutSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class KeyThatRunsOutSql() : SqlEditCodeFix(RuleCatalog.KeyThatRunsOut, "Use bigint");
