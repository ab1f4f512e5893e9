using System.Collections.Immutable;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1008 in EF Core: Take or Skip without OrderBy or, where a schema knows the keys, without a unique key in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnstablePage() : QueryPageAnalyzer(RuleCatalog.UnstableOrder)
{
    /// <summary>The property of the diagnostic that names the entity's key.</summary>
    internal const string KeyProperty = "key";

    private protected override Diagnostic? Judge(QueryPage page, Table? table, RuleOptions options)
    {
        var cut = page.Cut!;
        var key = EntityKeys.KeyOf(page.Entity)?.Name;
        if (page.Orders.Count == 0)
        {
            if (table is not null && page.IsUnique(table))
                return null;
            return Create(
                OperationNames.LocationOf(cut), page.IsProjected ? null : key, $"{cut.TargetMethod.Name} without OrderBy takes any rows of {Describe(page, table)}",
                key is null ? "order by a unique key" : $"add OrderBy(x => x.{key})");
        }

        if (table is null || page.HasComputedOrder || page.IsUnique(table) || page.OrderedBy.Any(property => EntityTables.FindColumn(table, property.Name) is null))
            return null;
        return Create(
            OperationNames.LocationOf(page.Orders[0]), key,
            $"rows of {Describe(page, table)} with the same {string.Join(", ", page.OrderedBy.Select(property => property.Name))} have no order",
            key is null ? "add a unique key with ThenBy" : $"add ThenBy(x => x.{key})");
    }

    private Diagnostic Create(Location location, string? key, string what, string advice) => Diagnostic.Create(
        Descriptor, location,
        key is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(KeyProperty, key),
        what, advice);
}
