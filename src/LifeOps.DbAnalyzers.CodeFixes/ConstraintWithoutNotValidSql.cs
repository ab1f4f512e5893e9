using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB8003 in migrations: NOT VALID, and a VALIDATE CONSTRAINT behind the statement.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(ConstraintWithoutNotValidSql),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".sql"])]
[Shared]
public sealed class ConstraintWithoutNotValidSql() : SqlEditCodeFix(RuleCatalog.ConstraintWithoutNotValid, "Add NOT VALID, then validate");
