using System;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7008 on the folded schema: what the extension rejects on hypertables and continuous aggregates (src/hypertable.c, src/process_utility.c,
/// tsl/src/compression/create.c). The queries of continuous aggregates are <see cref="RejectedAggregateQuery"/>'s.
/// </summary>
public sealed class RejectedOnHypertable : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.RejectedByTimescaleDb;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        if (!context.Lookup.HasTimescaleDb)
            return;
        foreach (var table in context.Schema.Tables)
        {
            if (table.Hypertable is not null)
                CheckTable(context, table, table.Hypertable);
        }

        foreach (var view in context.Schema.Views)
        {
            if (view.ContinuousAggregate is not null)
                CheckAggregate(context, view);
        }
    }

    private void CheckTable(SchemaContext context, Table table, Hypertable hypertable)
    {
        var name = SchemaNames.Of(table);
        foreach (var foreignKey in table.ForeignKeys)
        {
            if (context.Lookup.FindTable(foreignKey.ReferencedTable) is { Hypertable: not null })
                Report(context, foreignKey.Location, "a foreign key between two hypertables", name);
        }

        foreach (var check in table.Checks)
        {
            if (check.NoInherit)
                Report(context, check.Location, "a NO INHERIT constraint on a hypertable", name);
        }

        foreach (var trigger in context.Lookup.TriggersOf(table.QualifiedName))
        {
            if (trigger.Definition.IndexOf(" REFERENCING ", StringComparison.OrdinalIgnoreCase) >= 0 && trigger.Definition.IndexOf("FOR EACH ROW", StringComparison.OrdinalIgnoreCase) >= 0)
                Report(context, trigger.Location, "a row trigger with transition tables on a hypertable", name);
        }

        if (table.IsTemporary)
            Report(context, table.NameLocation, "a temporary hypertable", name);
        if (!hypertable.IsFromDump && !table.Parents.IsEmpty)
            Report(context, table.NameLocation, "inheritance of a hypertable", name);
        if (hypertable.Compression is null)
            return;
        if (table.RowSecurityEnabled)
            Report(context, context.Texts.RowSecurityOf(table, context.Lookup) ?? hypertable.Location, "row level security together with compression on a hypertable", name);
        foreach (var exclusion in table.Exclusions)
            Report(context, exclusion.Location, "an exclusion constraint together with compression on a hypertable", name);
    }

    private void CheckAggregate(SchemaContext context, View view)
    {
        foreach (var index in view.Indexes)
        {
            if (index.IsUnique)
                Report(context, index.Location, "a unique index on a continuous aggregate", SchemaNames.Of(view));
        }

        foreach (var trigger in context.Lookup.TriggersOf(view.QualifiedName))
            Report(context, trigger.Location, "a trigger on a continuous aggregate", SchemaNames.Of(view));
    }

    private void Report(SchemaContext context, SchemaLocation location, string construct, string name) =>
        context.Report(Rule, location, ValueList.Of(construct, name));
}
