using System.Collections.Generic;
using System.Composition;
using System.Threading;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: EF Core's Count and Any of the rows of one parent, once per element, become one query with GroupBy and a dictionary, or one
/// for the keys that occur and a set.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EfCountPerParentFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Count for all keys with one query in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var method = found.Invocation.TargetMethod.Name;
        if (method is not ("Count" or "CountAsync" or "LongCount" or "LongCountAsync" or "Any" or "AnyAsync") || EfLoopQuery.Find(found, cancellationToken) is not { } query)
            return null;

        var (row, property) = (query.Row, query.Property.Name);
        var given = found.FreeName("key", "given");
        if (method.StartsWith("Any", System.StringComparison.Ordinal))
        {
            var present = found.FreeName("present" + property, "presentKeys");
            return query.Write(
                present,
                $"new {query.Call.NameOf("System.Collections.Generic", "List")}<{query.KeyTypeName}>()",
                query.Run($"{query.QueryOfAll()}.Select({row} => {row}.{property}).Distinct()", "ToList", "", isOperand: false),
                ".ToHashSet()",
                query.Key.Test(present + ".Contains(", ")", given));
        }

        var counts = found.FreeName("countBy" + property, "counts");
        var group = found.FreeName("g", "group", "rows");
        var count = found.FreeName("count", "number");
        var isLong = method.StartsWith("Long", System.StringComparison.Ordinal);
        return query.Write(
            counts,
            $"new {query.Call.NameOf("System.Collections.Generic", "Dictionary")}<{query.KeyTypeName}, {(isLong ? "long" : "int")}>()",
            query.Run(
                $"{query.QueryOfAll()}.GroupBy({row} => {row}.{property}).Select({group} => new {{ {group}.Key, Count = {group}.{(isLong ? "LongCount" : "Count")}() }})",
                "ToDictionary", $"{group} => {group}.Key, {group} => {group}.Count", isOperand: false),
            "",
            $"{query.Key.Test(counts + ".TryGetValue(", $", out var {count})", given)} ? {count} : 0");
    }
}
