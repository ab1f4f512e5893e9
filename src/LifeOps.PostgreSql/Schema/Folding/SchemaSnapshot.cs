using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>Turns a <see cref="DatabaseState"/> into an immutable <see cref="DatabaseSchema"/>, everything in the order of creation.</summary>
internal static class SchemaSnapshot
{
    public static DatabaseSchema Take(DatabaseState database, List<SchemaProblem> problems)
    {
        var relations = new List<RelationState>();
        foreach (var relation in database.Relations.Values)
        {
            if (relation is not IndexState && !IsHidden(relation.Schema))
                relations.Add(relation);
        }

        relations.Sort((left, right) => left.Order.CompareTo(right.Order));
        var tables = new List<Table>();
        var views = new List<View>();
        var sequences = new List<Sequence>();
        var composites = new List<CompositeType>();
        var triggers = new List<(int Order, Trigger Trigger)>();
        foreach (var relation in relations)
        {
            switch (relation)
            {
                case TableState table:
                    tables.Add(table.ToTable());
                    break;
                case ViewState view:
                    views.Add(view.ToView());
                    break;
                case SequenceState sequence:
                    sequences.Add(sequence.ToSequence());
                    break;
                case CompositeState composite:
                    composites.Add(composite.ToComposite());
                    break;
            }

            if (relation is not RowSourceState rows)
                continue;
            foreach (var trigger in rows.Triggers)
                triggers.Add((trigger.Order, new(trigger.Name, rows.QualifiedName, trigger.Definition, trigger.Location)));
        }

        triggers.Sort((left, right) => left.Order.CompareTo(right.Order));

        var types = new List<TypeState>(database.Types.Values);
        types.Sort((left, right) => left.Order.CompareTo(right.Order));
        var enums = new List<EnumType>();
        var domains = new List<DomainType>();
        var ranges = new List<RangeType>();
        foreach (var type in types)
        {
            if (IsHidden(type.Schema))
                continue;
            switch (type)
            {
                case EnumState @enum:
                    enums.Add(@enum.ToEnum());
                    break;
                case DomainState domain:
                    domains.Add(domain.ToDomain());
                    break;
                case RangeState range:
                    ranges.Add(range.ToRange());
                    break;
            }
        }

        var functions = new List<FunctionState>();
        foreach (var overloads in database.Functions.Values)
        {
            foreach (var function in overloads)
            {
                if (!IsHidden(function.Schema))
                    functions.Add(function);
            }
        }

        functions.Sort((left, right) => left.Order.CompareTo(right.Order));

        var namespaces = new List<NamespaceState>();
        foreach (var schema in database.Namespaces.Values)
        {
            if (!IsHidden(schema.Name))
                namespaces.Add(schema);
        }

        namespaces.Sort((left, right) => left.Order.CompareTo(right.Order));

        var extensions = new List<ExtensionState>(database.Extensions.Values);
        extensions.Sort((left, right) => left.Order.CompareTo(right.Order));

        return new()
        {
            Extensions = Map(extensions, extension => new ExtensionInfo(extension.Name, extension.Schema, extension.Version, extension.Location)),
            Schemas = Map(namespaces, schema => new NamespaceInfo(schema.Name, schema.Comment, schema.Location)),
            Tables = tables.ToArray(),
            Views = views.ToArray(),
            Enums = enums.ToArray(),
            Domains = domains.ToArray(),
            Composites = composites.ToArray(),
            Ranges = ranges.ToArray(),
            Sequences = sequences.ToArray(),
            Functions = Map(functions, function => function.ToFunction()),
            Triggers = Map(triggers, item => item.Trigger),
            Problems = problems.ToArray(),
        };
    }

    /// <summary>The server's own schemas, and those where TimescaleDB keeps what belongs to hypertables (chunks, materializations).</summary>
    private static bool IsHidden(string schema) => schema is "pg_catalog" or "information_schema" || SchemaFolder.IsTimescaleInternal(schema);

    private static ValueList<TResult> Map<T, TResult>(List<T> items, Func<T, TResult> convert)
    {
        var result = new TResult[items.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = convert(items[i]);
        return result;
    }
}
