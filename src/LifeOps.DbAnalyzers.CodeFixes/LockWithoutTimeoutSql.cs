using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB8010 in migrations: a line that sets lock_timeout.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LockWithoutTimeoutSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class LockWithoutTimeoutSql() : SqlEditCodeFix(RuleCatalog.LockWithoutTimeout, "Set lock_timeout first");
