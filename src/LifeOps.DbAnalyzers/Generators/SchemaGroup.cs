using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>
/// The files of one namespace, in the order of their paths: one database. They are folded together, so that a schema may be
/// split over several files; files of different databases are told apart by LifeOpsNamespace. The first file's options count.
/// </summary>
internal sealed record SchemaGroup(GeneratorOptions Options, ValueList<SchemaFile> Files)
{
    public static IEnumerable<SchemaGroup> Form(ImmutableArray<SchemaFile> files) => files
        .Where(file => file.Options.IsEnabled)
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .GroupBy(file => file.Options.Namespace, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new SchemaGroup(group.First().Options, group.ToValueList()));
}
