using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Tests;

/// <summary>A schema model as sorted lines of facts that do not depend on how the text was written: expressions count as there or not there.</summary>
internal static class ModelLines
{
    public static IReadOnlyList<string> Of(DatabaseSchema schema)
    {
        var lines = new List<string>();
        foreach (var table in schema.Tables)
        {
            lines.Add($"table {table.QualifiedName} {table.Kind} rls={table.RowSecurityEnabled} comment={table.Comment}");
            lines.AddRange(table.Columns.Select((column, i) => $"column {table.QualifiedName} {i} {column.Name} {column.Type} notnull={column.IsNotNull} default={column.HasDefault} {column.Identity} {column.Generated} {column.Comment}"));
            if (table.PrimaryKey is { } key)
                lines.Add($"pk {table.QualifiedName} {key.Name} {key.Columns}");
            lines.AddRange(table.UniqueConstraints.Select(unique => $"unique {table.QualifiedName} {unique.Name} {unique.Columns}"));
            lines.AddRange(table.ForeignKeys.Select(fk => $"fk {table.QualifiedName} {fk.Name} {fk.Columns} {fk.ReferencedTable} {fk.ReferencedColumns} {fk.OnDelete} {fk.OnUpdate} {fk.Match} {fk.IsDeferrable} {fk.IsInitiallyDeferred} {fk.IsValidated}"));
            lines.AddRange(table.Checks.Select(check => $"check {table.QualifiedName} {check.Name} {check.Columns}"));
            lines.AddRange(table.Exclusions.Select(exclusion => $"exclusion {table.QualifiedName} {exclusion.Name} {exclusion.Method}"));
            lines.AddRange(table.Indexes.Select(index => IndexLine(table.QualifiedName, index)));
            if (table.Hypertable is { } hypertable)
                lines.AddRange(HypertableLines(table.QualifiedName, hypertable));
        }

        foreach (var view in schema.Views)
        {
            lines.Add($"view {view.QualifiedName} {view.Kind} {view.ContinuousAggregate?.Source} only={view.ContinuousAggregate?.MaterializedOnly} compressed={view.ContinuousAggregate?.Compression is not null}");
            lines.AddRange(view.Columns.Select((column, i) => $"column {view.QualifiedName} {i} {column.Name} {column.Type}"));
            lines.AddRange(view.Indexes.Where(index => !index.IsImplicit).Select(index => IndexLine(view.QualifiedName, index)));
            lines.AddRange((view.ContinuousAggregate?.Policies ?? default).Select(policy => PolicyLine(view.QualifiedName, policy)));
        }

        lines.AddRange(schema.Enums.Select(type => $"enum {type.QualifiedName} {type.Labels}"));
        lines.AddRange(schema.Domains.Select(type => $"domain {type.QualifiedName} {type.BaseType} {type.IsNotNull}"));
        lines.AddRange(schema.Composites.Select(type => $"composite {type.QualifiedName} {string.Join(", ", type.Attributes.Select(attribute => attribute.Name + " " + attribute.Type))}"));
        lines.AddRange(schema.Ranges.Select(type => $"range {type.QualifiedName} {type.SubType}"));
        lines.AddRange(schema.Triggers.Select(trigger => $"trigger {trigger.Table} {trigger.Name}"));
        lines.AddRange(schema.Functions.Select(function => $"function {function.Schema}.{function.Name} {function.Kind} {string.Join(", ", function.Parameters.Select(parameter => parameter.Type))}"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string IndexLine(QualifiedName relation, LifeOps.PostgreSql.Schema.Index index) =>
        $"index {relation} {index.Name} {index.Method} unique={index.IsUnique} {string.Join(", ", index.Keys.Select(key => (key.Column ?? "(expression)") + (key.IsDescending ? " desc" : "") + (key.NullsFirst ? " nulls first" : "")))} include={index.IncludedColumns} partial={index.Predicate is not null}";

    private static IEnumerable<string> HypertableLines(QualifiedName table, Hypertable hypertable)
    {
        foreach (var dimension in hypertable.Dimensions)
            yield return $"dimension {table} {dimension.Column} {Interval(dimension.Interval)} {dimension.Partitions}";
        if (hypertable.Compression is { } compression)
            yield return $"compression {table} {compression.SegmentBy} {string.Join(", ", compression.OrderBy.Select(key => key.Column + (key.IsDescending ? " desc" : "")))}";
        foreach (var policy in hypertable.Policies)
            yield return PolicyLine(table, policy);
    }

    private static string PolicyLine(QualifiedName relation, TimescalePolicy policy) => $"policy {relation} {policy.Kind} {Interval(policy.After)} {Interval(policy.StartOffset)} {Interval(policy.EndOffset)}";

    /// <summary>1 hour and 01:00:00 are one interval.</summary>
    private static string? Interval(string? text) => text switch
    {
        "1 hour" => "01:00:00",
        "30 minutes" => "00:30:00",
        _ => text,
    };
}
