using System;
using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>
/// What code is judged by that may run against any of several databases: the objects whose name only one of them has. A name that two
/// have may mean either, so nothing is known of it.
/// </summary>
internal static class SharedSchema
{
    public static DatabaseSchema Of(IReadOnlyList<DatabaseSchema> databases)
    {
        var unclear = Repeated(databases, schema => schema.Tables.Select(table => table.Name).Concat(schema.Views.Select(view => view.Name)));
        var unclearTypes = Repeated(databases, TypeNames);
        return new()
        {
            Extensions = Only(databases, schema => schema.Extensions, extension => extension.Name, []),
            Schemas = Only(databases, schema => schema.Schemas, schema => schema.Name, []),
            Tables = Only(databases, schema => schema.Tables, table => table.Name, unclear),
            Views = Only(databases, schema => schema.Views, view => view.Name, unclear),
            Enums = Only(databases, schema => schema.Enums, type => type.Name, unclearTypes),
            Domains = Only(databases, schema => schema.Domains, type => type.Name, unclearTypes),
            Composites = Only(databases, schema => schema.Composites, type => type.Name, unclearTypes),
            Ranges = Only(databases, schema => schema.Ranges, type => type.Name, unclearTypes),
            Sequences = Only(databases, schema => schema.Sequences, sequence => sequence.Name, Repeated(databases, schema => schema.Sequences.Select(sequence => sequence.Name))),
            Functions = Only(databases, schema => schema.Functions, function => function.Name, Repeated(databases, schema => schema.Functions.Select(function => function.Name))),
            Triggers = Only(databases, schema => schema.Triggers, trigger => trigger.Table.Name, unclear),
        };
    }

    private static IEnumerable<string> TypeNames(DatabaseSchema schema) => schema.Enums.Select(type => type.Name)
        .Concat(schema.Domains.Select(type => type.Name))
        .Concat(schema.Composites.Select(type => type.Name))
        .Concat(schema.Ranges.Select(type => type.Name));

    /// <summary>The names that more than one database has.</summary>
    private static HashSet<string> Repeated(IReadOnlyList<DatabaseSchema> databases, Func<DatabaseSchema, IEnumerable<string>> names)
    {
        var seen = new HashSet<string>();
        var repeated = new HashSet<string>();
        foreach (var database in databases)
            repeated.UnionWith(names(database).Distinct().Where(name => !seen.Add(name)));
        return repeated;
    }

    private static ValueList<T> Only<T>(IReadOnlyList<DatabaseSchema> databases, Func<DatabaseSchema, ValueList<T>> list, Func<T, string> name, HashSet<string> unclear) =>
        databases.SelectMany(database => list(database)).Where(item => !unclear.Contains(name(item))).ToValueList();
}
