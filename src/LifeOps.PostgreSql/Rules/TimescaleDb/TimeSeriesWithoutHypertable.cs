using System.Collections.Generic;

using LifeOps.PostgreSql.Naming;
using LifeOps.PostgreSql.Rules.Naming;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7001: a table of the shape of a time series in a database that has TimescaleDB, and no hypertable: rows come with a time that is
/// part of the key (or the name says measurements), nothing is updated, nothing refers to them. A pg_dump cannot tell which tables are hypertables.
/// </summary>
public sealed class TimeSeriesWithoutHypertable : ISchemaRule
{
    private static readonly HashSet<string> SeriesWords = new(System.StringComparer.Ordinal)
    {
        "reading", "measurement", "metric", "sample", "tick", "observation", "telemetry", "heartbeat", "datapoint",
    };

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TimeSeriesWithoutHypertable;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        if (!context.Lookup.HasTimescaleDb)
            return;
        foreach (var table in context.Tables)
        {
            if (table.Hypertable is null && table.Kind == TableKind.Ordinary && table.Parents.IsEmpty && !IsSmall(context, table)
                && TimeOf(table) is { } time && IsAppendOnly(context, table) && IsSeries(context, table, time)
                && !context.Texts.IsDump(table.Location.File))
            {
                context.Report(Rule, table.NameLocation, ValueList.Of(SchemaNames.Of(table), time.Name));
            }
        }
    }

    private static bool IsSmall(SchemaContext context, Table table) => table.RowEstimate < context.Options.LargeTableRows;

    /// <summary>The one column that says when the row happened; null when there is none, or it is not told apart.</summary>
    private static Column? TimeOf(Table table)
    {
        Column? time = null;
        foreach (var column in table.Columns)
        {
            if (!(column.Type.Is("timestamptz") || column.Type.Is("timestamp")) || !column.IsNotNull || column.Name is "created_at" or "inserted_at")
                continue;
            if (time is not null)
                return null;
            time = column;
        }

        return time;
    }

    private static bool IsAppendOnly(SchemaContext context, Table table)
    {
        foreach (var column in table.Columns)
        {
            if (column.Name is "updated_at" or "updated_on" or "modified_at" or "deleted_at" or "status" or "state" or "version" or "row_version")
                return false;
        }

        // Other tables cannot refer to the rows of a hypertable as cheaply, and what they refer to is an entity.
        return context.Lookup.ReferencesTo(table.QualifiedName).Count == 0 && !context.Lookup.HasChildren(table.QualifiedName);
    }

    private static bool IsSeries(SchemaContext context, Table table, Column time)
    {
        if (SeriesWords.Contains(EnglishNouns.Singularize(NameWords.Last(table.Name))))
            return true;

        // (device, time) is the key of a measurement when there is a measured value beside it.
        if (table.PrimaryKey is not { Columns.Count: > 1 } key || !Contains(key.Columns, time.Name))
            return false;
        foreach (var column in table.Columns)
        {
            if (!Contains(key.Columns, column.Name) && context.Lookup.BaseOf(column.Type) is { IsArray: false, IsBuiltIn: true, Name: "float4" or "float8" or "numeric" })
                return true;
        }

        return false;
    }

    private static bool Contains(ValueList<string> names, string name)
    {
        foreach (var candidate in names)
        {
            if (candidate == name)
                return true;
        }

        return false;
    }
}
