using System.Composition;

using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1003: one statement for all keys, <c>= ANY(@Id)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CommandPerElementFix))]
[Shared]
public sealed class CommandPerElementFix() : SqlEditCodeFix(RuleCatalog.CommandPerElement, "Run one command for all elements");
