using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>
/// LDB4008: a jsonb column one of whose keys is searched for, as an index over <c>column -&gt;&gt; 'key'</c> or a condition of a partial
/// index shows: what is searched for is a column.
/// </summary>
public sealed class QueriedJsonKey : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.QueriedJsonKey;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            var keys = new Dictionary<string, SortedSet<string>>();
            foreach (var index in table.Indexes)
            {
                foreach (var key in index.Keys)
                    Read(key.Expression, keys);
                Read(index.Predicate, keys);
            }

            foreach (var column in table.Columns)
            {
                if (keys.TryGetValue(column.Name, out var searched) && context.Lookup.BaseOf(column.Type).Is("jsonb"))
                    context.Report(Rule, column.NameLocation, ValueList.Of(SchemaNames.Of(table, column), string.Join(", ", searched)));
            }
        }
    }

    private static void Read(string? stored, Dictionary<string, SortedSet<string>> keys)
    {
        if (stored is null || stored.IndexOf("->", System.StringComparison.Ordinal) < 0 || StoredExpression.Parse(stored) is not { } tree)
            return;
        foreach (var node in tree.DescendantsAndSelf())
        {
            if (node is not A_Expr { Name.Value: "->>" or "->", Lexpr: ColumnRef column, Rexpr: var right } || StoredExpression.ColumnOf(column) is not { } name)
                continue;
            while (right is TypeCast cast)
                right = cast.Arg;
            if (right is not A_Const { Kind: ConstantKind.String, Value: { } key })
                continue;
            if (!keys.TryGetValue(name, out var searched))
                keys[name] = searched = new SortedSet<string>(System.StringComparer.Ordinal);
            searched.Add(key);
        }
    }
}
