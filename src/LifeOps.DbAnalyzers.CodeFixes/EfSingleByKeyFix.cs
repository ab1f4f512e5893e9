using System.Collections.Generic;
using System.Composition;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: EF Core's First, Single and their OrDefault forms by the primary key, once per element, become one query with Contains and a
/// dictionary. A missing row gives null or the same exception; tracked rows are the same objects as before.
/// </summary>
/// <remarks>Find is left alone: it answers from the change tracker, added rows included, which no query does.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EfSingleByKeyFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Read all entities with one query in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var method = found.Invocation.TargetMethod.Name;
        if (found.Call.Shape != ResultShape.SingleRow || !method.StartsWith("First", System.StringComparison.Ordinal) && !method.StartsWith("Single", System.StringComparison.Ordinal)
            || EfLoopQuery.Find(found, cancellationToken) is not { } query
            || !SymbolEqualityComparer.Default.Equals(EntityKeys.KeyOf(query.Entity), query.Property)
            || !query.IsTracked && !query.Call.CanShareResult(query.Entity, cancellationToken))
        {
            return null;
        }

        var name = found.FreeName(CodeText.Camel(query.Entity.Name).TrimStart('@') + "By" + query.Property.Name, "rowsByKey");
        var hit = found.FreeName("existing", "hit", "found");
        var missing = method.Contains("OrDefault") ? "null" : $"throw new {query.Call.NameOf("System", "InvalidOperationException")}(\"Sequence contains no elements\")";
        return query.Write(
            name,
            $"new {query.Call.NameOf("System.Collections.Generic", "Dictionary")}<{query.KeyTypeName}, {query.Call.NameOf(query.Entity)}>()",
            query.Run(query.QueryOfAll(), "ToDictionary", $"{query.Row} => {query.Row}.{query.Property.Name}", isOperand: false),
            "",
            $"{query.Key.Test(name + ".TryGetValue(", $", out var {hit})", found.FreeName("key", "given"))} ? {hit} : {missing}");
    }
}
