using System;
using System.Collections.Generic;
using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Comparison;

/// <summary>A schema as a list of objects with properties, each with a name of its own within its kind.</summary>
internal sealed class SchemaDescription
{
    private readonly List<DescribedObject> _objects = [];
    private readonly bool _withEstimates;

    private SchemaDescription(bool withEstimates) => _withEstimates = withEstimates;

    public static IReadOnlyList<DescribedObject> Of(DatabaseSchema schema, bool withEstimates)
    {
        var description = new SchemaDescription(withEstimates);
        foreach (var item in schema.Schemas)
            description.Add("schema", SqlIdentifier.Quote(item.Name)).With("comment", item.Comment);
        foreach (var item in schema.Extensions)
            description.Add("extension", SqlIdentifier.Quote(item.Name)).With("schema", item.Schema).With("version", item.Version);
        description.AddTypes(schema);
        foreach (var sequence in schema.Sequences)
            description.Add("sequence", Name(sequence.Schema, sequence.Name)).With("type", sequence.Type.ToString()).With("start", sequence.Start).With("increment", sequence.Increment).With("owned by", sequence.OwnerTable is { } owner ? Name(owner.Schema, owner.Name, sequence.OwnerColumn ?? "") : null).With("comment", sequence.Comment);
        foreach (var table in schema.Tables)
            description.AddTable(table);
        foreach (var view in schema.Views)
            description.AddView(view);
        foreach (var function in schema.Functions)
            description.AddFunction(function);
        foreach (var trigger in schema.Triggers)
            description.Add("trigger", Name(trigger.Table.Schema, trigger.Table.Name, trigger.Name), Name(trigger.Table.Schema, trigger.Table.Name)).WithSql("definition", trigger.Definition);
        return description._objects;
    }

    private DescribedObject Add(string kind, string name, string? owner = null)
    {
        var item = new DescribedObject(kind, name, owner);
        _objects.Add(item);
        return item;
    }

    private static string Name(params string[] parts) => string.Join(".", Array.ConvertAll(parts, SqlIdentifier.Quote));

    private void AddTypes(DatabaseSchema schema)
    {
        foreach (var type in schema.Enums)
            Add("enum", Name(type.Schema, type.Name)).With("labels", List(type.Labels, label => "'" + label.Replace("'", "''") + "'")).With("comment", type.Comment);
        foreach (var type in schema.Domains)
        {
            Add("domain", Name(type.Schema, type.Name)).With("type", type.BaseType.ToString()).With("not null", type.IsNotNull).WithSql("default", type.DefaultExpression)
                .With("checks", List(type.Checks, check => SqlIdentifier.Quote(check.Name) + " (" + SqlLayout.Flatten(check.Expression) + ")")).With("comment", type.Comment);
        }

        foreach (var type in schema.Composites)
            Add("composite type", Name(type.Schema, type.Name)).With("attributes", List(type.Attributes, attribute => SqlIdentifier.Quote(attribute.Name) + " " + attribute.Type)).With("comment", type.Comment);
        foreach (var type in schema.Ranges)
            Add("range type", Name(type.Schema, type.Name)).With("subtype", type.SubType.ToString()).With("multirange", type.MultirangeName).With("comment", type.Comment);
    }

    private void AddTable(Table table)
    {
        var name = Name(table.Schema, table.Name);
        var item = Add("table", name)
            .With("kind", table.Kind == TableKind.Ordinary ? null : table.Kind.ToString().ToLowerInvariant())
            .With("unlogged", table.IsUnlogged)
            .With("partitioned by", table.PartitionKey is { } key ? key.Strategy + " (" + List(key.Keys, SqlLayout.Flatten) + ")" : null)
            .With("parents", List(table.Parents, parent => Name(parent.Schema, parent.Name)))
            .WithSql("partition bound", table.PartitionBound)
            .With("storage parameters", List(table.StorageParameters, Parameter))
            .With("row level security", table.RowSecurityEnabled)
            .With("comment", table.Comment);
        if (_withEstimates)
            item.With("rows", table.RowEstimate).With("bytes", table.SizeInBytes);
        AddColumns(table.Columns, table.Schema, table.Name);
        if (table.PrimaryKey is { } primary)
            AddKey(table, name, primary);
        foreach (var unique in table.UniqueConstraints)
            AddKey(table, name, unique);
        foreach (var foreign in table.ForeignKeys)
            AddForeignKey(table, name, foreign);
        foreach (var check in table.Checks)
        {
            Add("constraint", Name(table.Schema, table.Name, check.Name), name).With("kind", "check").WithSql("expression", check.Expression).With("no inherit", check.NoInherit)
                .With("not valid", !check.IsValidated).With("not enforced", !check.IsEnforced);
        }

        foreach (var exclusion in table.Exclusions)
        {
            Add("constraint", Name(table.Schema, table.Name, exclusion.Name), name).With("kind", "exclusion").With("method", exclusion.Method)
                .With("elements", List(exclusion.Elements, element => Key(element.Key) + " WITH " + element.Operator)).WithSql("where", exclusion.Predicate)
                .With("deferrable", exclusion.IsDeferrable).With("initially deferred", exclusion.IsInitiallyDeferred);
        }

        foreach (var policy in table.RowPolicies)
        {
            Add("row policy", Name(table.Schema, table.Name, policy.Name), name).With("restrictive", !policy.IsPermissive).With("command", policy.Command).With("roles", policy.Roles)
                .WithSql("using", policy.Using).WithSql("with check", policy.WithCheck);
        }

        AddIndexes(table.Indexes, table.Schema, name);
        if (table.Hypertable is { } hypertable)
        {
            Add("hypertable", name, name)
                .With("dimensions", List(hypertable.Dimensions, dimension => SqlIdentifier.Quote(dimension.Column) + " " + (dimension.Interval ?? dimension.Partitions + " partitions")))
                .With("integer now function", hypertable.IntegerNowFunction).With("compression", Compression(hypertable.Compression));
            AddPolicies(hypertable.Policies, name);
        }
    }

    private void AddColumns(ValueList<Column> columns, string schema, string relation)
    {
        foreach (var column in columns)
        {
            var item = Add("column", Name(schema, relation, column.Name), Name(schema, relation))
                .With("type", column.Type.ToString())
                .With("not null", column.IsNotNull)
                .WithSql(column.Generated == GeneratedKind.None ? "default" : "generated as", column.DefaultExpression)
                .With("generated", column.Generated == GeneratedKind.None ? null : column.Generated.ToString().ToLowerInvariant())
                .With("identity", column.Identity switch { IdentityKind.Always => "always", IdentityKind.ByDefault => "by default", _ => null })
                .With("collation", column.Collation)
                .With("comment", column.Comment);
            if (_withEstimates)
                item.With("null fraction", column.NullFraction).With("distinct values", column.DistinctEstimate);
        }
    }

    private void AddKey(Table table, string owner, KeyConstraint key) => Add("constraint", Name(table.Schema, table.Name, key.Name), owner)
        .With("kind", key.IsPrimary ? "primary key" : "unique").With("columns", List(key.Columns, SqlIdentifier.Quote)).With("include", List(key.IncludedColumns, SqlIdentifier.Quote))
        .With("nulls not distinct", key.NullsNotDistinct).With("without overlaps", key.WithoutOverlaps).With("deferrable", key.IsDeferrable).With("initially deferred", key.IsInitiallyDeferred);

    private void AddForeignKey(Table table, string owner, ForeignKey key) => Add("constraint", Name(table.Schema, table.Name, key.Name), owner)
        .With("kind", "foreign key").With("columns", List(key.Columns, SqlIdentifier.Quote))
        .With("references", Name(key.ReferencedTable.Schema, key.ReferencedTable.Name) + " (" + List(key.ReferencedColumns, SqlIdentifier.Quote) + ")")
        .With("on delete", Action(key.OnDelete, key.OnDeleteColumns)).With("on update", Action(key.OnUpdate, default))
        .With("match", key.Match == ForeignKeyMatch.Simple ? null : key.Match.ToString().ToLowerInvariant())
        .With("deferrable", key.IsDeferrable).With("initially deferred", key.IsInitiallyDeferred).With("not valid", !key.IsValidated).With("not enforced", !key.IsEnforced);

    private static string? Action(ReferentialAction action, ValueList<string> columns) => action switch
    {
        ReferentialAction.NoAction => null,
        ReferentialAction.SetNull => "set null",
        ReferentialAction.SetDefault => "set default",
        _ => action.ToString().ToLowerInvariant(),
    } + (columns.Count == 0 ? "" : " (" + List(columns, SqlIdentifier.Quote) + ")");

    /// <summary>Indexes that are not the other face of a constraint.</summary>
    private void AddIndexes(ValueList<Index> indexes, string schema, string owner)
    {
        foreach (var index in indexes)
        {
            if (index.ConstraintName is not null)
                continue;
            Add("index", Name(schema, index.Name), owner).With("method", index.Method).With("unique", index.IsUnique).With("keys", List(index.Keys, Key))
                .With("include", List(index.IncludedColumns, SqlIdentifier.Quote)).WithSql("where", index.Predicate).With("nulls not distinct", index.NullsNotDistinct)
                .With("storage parameters", List(index.StorageParameters, Parameter)).With("comment", index.Comment);
        }
    }

    private void AddView(View view)
    {
        var name = Name(view.Schema, view.Name);
        var item = Add(view.Kind switch { ViewKind.Materialized => "materialized view", ViewKind.ContinuousAggregate => "continuous aggregate", _ => "view" }, name)
            .WithSql("query", view.Definition).With("options", List(view.Options, Parameter)).With("comment", view.Comment);
        if (_withEstimates)
            item.With("rows", view.RowEstimate).With("bytes", view.SizeInBytes);
        if (view.ContinuousAggregate is { } aggregate)
        {
            item.With("reads", Name(aggregate.Source.Schema, aggregate.Source.Name)).With("materialized only", aggregate.MaterializedOnly).With("compression", Compression(aggregate.Compression));
            AddPolicies(aggregate.Policies, name);
        }

        AddColumns(view.Columns, view.Schema, view.Name);
        AddIndexes(view.Indexes, view.Schema, name);
    }

    private void AddFunction(Function function)
    {
        var arguments = new List<string>();
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Mode is not ("OUT" or "TABLE"))
                arguments.Add(parameter.Type.ToString());
        }

        Add(function.Kind.ToLowerInvariant(), Name(function.Schema, function.Name) + "(" + string.Join(", ", arguments) + ")")
            .With("parameters", List(function.Parameters, parameter => (parameter.Mode == "IN" ? "" : parameter.Mode + " ") + (parameter.Name is null ? "" : SqlIdentifier.Quote(parameter.Name) + " ") + parameter.Type + (parameter.Default is null ? "" : " DEFAULT " + SqlLayout.Flatten(parameter.Default))))
            .With("returns", function.ReturnType is null ? null : (function.ReturnsSet ? "set of " : "") + function.ReturnType).With("language", function.Language)
            .With("volatility", function.Volatility switch { 'i' => "immutable", 's' => "stable", _ => null }).With("comment", function.Comment);
    }

    private void AddPolicies(ValueList<TimescalePolicy> policies, string owner)
    {
        foreach (var policy in policies)
        {
            Add("policy", owner + " " + policy.Kind.ToString().ToLowerInvariant(), owner).With("after", policy.After).With("start offset", policy.StartOffset)
                .With("end offset", policy.EndOffset).With("schedule", policy.ScheduleInterval).With("kind", policy.Kind.ToString().ToLowerInvariant());
        }
    }

    private static string? Compression(CompressionSettings? settings) =>
        settings is null ? null : "segment by (" + List(settings.SegmentBy, SqlIdentifier.Quote) + ") order by (" + List(settings.OrderBy, Key) + ")";

    private static string Key(IndexKey key)
    {
        var text = new StringBuilder(key.Column is null ? "(" + SqlLayout.Flatten(key.Expression ?? "") + ")" : SqlIdentifier.Quote(key.Column));
        if (key.Collation is not null)
            text.Append(" COLLATE ").Append(key.Collation);
        if (key.OperatorClass is not null)
            text.Append(' ').Append(key.OperatorClass);
        if (key.IsDescending)
            text.Append(" DESC");
        if (key.NullsFirst != key.IsDescending)
            text.Append(key.NullsFirst ? " NULLS FIRST" : " NULLS LAST");
        return text.ToString();
    }

    private static string Parameter(StorageParameter parameter) => (parameter.Namespace is null ? "" : parameter.Namespace + ".") + parameter.Name + (parameter.Value is null ? "" : "=" + parameter.Value);

    private static string List<T>(ValueList<T> items, Func<T, string> text)
    {
        var parts = new List<string>(items.Count);
        foreach (var item in items)
            parts.Add(text(item));
        return string.Join(", ", parts);
    }
}
