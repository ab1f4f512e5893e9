using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: EF Core's ToList and ToArray of the children of one parent, once per element, become one query with Contains and a lookup. The
/// query must say its order: what has none would come in another one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EfChildrenPerParentFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Read the children of all parents with one query in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var method = found.Invocation.TargetMethod.Name;
        if (method is not ("ToList" or "ToListAsync" or "ToArray" or "ToArrayAsync") || !IsOrdered(found.Syntax)
            || EfLoopQuery.Find(found, cancellationToken) is not { Key.IsNullable: false } query || !query.IsTracked && !query.Call.CanShareResult(query.Entity, cancellationToken))
        {
            return null;
        }

        var lookup = found.FreeName(CodeText.Camel(query.Entity.Name).TrimStart('@') + "sBy" + query.Property.Name, "children");
        var kind = method.StartsWith("ToList", System.StringComparison.Ordinal) ? "ToList" : "ToArray";
        return query.Write(
            lookup,
            $"new {query.Call.NameOf("System.Collections.Generic", "List")}<{query.Call.NameOf(query.Entity)}>()",
            query.Run(query.QueryOfAll(), "ToList", "", isOperand: false),
            $".ToLookup({query.Row} => {query.Row}.{query.Property.Name})",
            $"{lookup}[{query.Key.Text}].{kind}()");
    }

    private static bool IsOrdered(InvocationExpressionSyntax call) =>
        call.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText is "OrderBy" or "OrderByDescending");
}
