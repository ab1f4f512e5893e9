using System;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>
/// LDB6003: an index without the prefix of the house. Not meant: indexes of constraints, those that TimescaleDB makes (also where a
/// snapshot writes them out), and unique ones that are named as the unique constraints they could be.
/// </summary>
public sealed class IndexPrefix : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.IndexPrefix;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        if (context.Options.IndexPrefix.Length == 0)
            return;
        foreach (var table in context.Tables)
        {
            foreach (var index in table.Indexes)
            {
                if (!IsTimescaleName(context.Lookup, table, index))
                    Check(context, SchemaNames.Of(table), index);
            }
        }

        foreach (var view in context.Schema.Views)
        {
            foreach (var index in view.Indexes)
            {
                if (!index.Name.StartsWith("_materialized_hypertable_", StringComparison.Ordinal))
                    Check(context, SchemaNames.Of(view), index);
            }
        }
    }

    private void Check(SchemaContext context, string relation, Index index)
    {
        if (index.ConstraintName is not null || index.IsImplicit || index.Name.StartsWith(context.Options.IndexPrefix, StringComparison.OrdinalIgnoreCase) || (index.IsUnique && IsUniqueName(index.Name)))
            return;
        context.Report(Rule, index.NameLocation, ValueList.Of(index.Name, relation, context.Options.IndexPrefix), EditsOf(context, index));
    }

    private static bool IsUniqueName(string name) =>
        name.StartsWith("uq_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ux_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("uk_", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The name that create_hypertable and add_dimension give: table, columns, idx. In a dump nothing tells that the table is a hypertable
    /// but this index on its time, the latest first.
    /// </summary>
    private static bool IsTimescaleName(SchemaLookup lookup, Table table, Index index)
    {
        if (!lookup.HasTimescaleDb)
            return false;
        var name = table.Name;
        foreach (var key in index.Keys)
        {
            var isDimension = table.Hypertable is null && key.IsDescending && index.Keys.Count == 1;
            foreach (var dimension in table.Hypertable?.Dimensions ?? default)
                isDimension |= dimension.Column == key.Column;
            if (!isDimension)
                return false;
            name += "_" + key.Column;
        }

        return index.Name == SqlIdentifier.Truncate(name + "_idx");
    }

    /// <summary>The prefix goes before the name, in place of another one; only where nothing else names the index.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Index index)
    {
        if (index.NameLocation.Equals(index.Location) || index.Comment is not null || context.Texts.StatementAt(index.Location) is not { Stmt: IndexStmt })
            return default;
        var name = index.Name;
        foreach (var other in new[] { "ix_", "idx_", "index_", "i_" })
        {
            if (name.StartsWith(other, StringComparison.OrdinalIgnoreCase) && name.Length > other.Length)
            {
                name = name.Substring(other.Length);
                break;
            }
        }

        return ValueList.Of(new FindingEdit(index.NameLocation.Span, SqlIdentifier.Quote(SqlIdentifier.Truncate(context.Options.IndexPrefix + name)), index.NameLocation.File));
    }
}
