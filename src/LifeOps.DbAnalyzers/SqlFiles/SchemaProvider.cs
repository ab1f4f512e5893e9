using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>
/// The databases that the <c>*.schema.sql</c> files among the AdditionalFiles describe. Files of one <see cref="SchemaNamespace"/> are
/// one database, folded together in the order of their paths.
/// </summary>
internal static class SchemaProvider
{
    // The options live as long as the project has these files and settings.
    private static readonly ConditionalWeakTable<AnalyzerOptions, Project> Projects = new();

    /// <summary>
    /// What is known of the database that code uses without SQL to tell which; null when there is no schema file. With several
    /// databases these are the objects that only one of them has.
    /// </summary>
    public static DatabaseSchema? GetSchema(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var project = Projects.GetOrCreateValue(options);
        var databases = project.GetDatabases(options, cancellationToken);
        return databases.Length switch
        {
            0 => null,
            1 => databases[0].Fold(cancellationToken),
            _ => project.GetShared(databases, cancellationToken),
        };
    }

    /// <summary>
    /// The schema that SQL runs against: of the one database that has every relation which any database has of those it names. When none
    /// or several do, what <see cref="GetSchema(AnalyzerOptions, CancellationToken)"/> gives.
    /// </summary>
    public static DatabaseSchema? GetSchema(AnalyzerOptions options, SqlScript script, CancellationToken cancellationToken)
    {
        var databases = GetDatabases(options, cancellationToken);
        if (databases.Length < 2)
            return GetSchema(options, cancellationToken);

        var names = script.Statements
            .SelectMany(statement => statement.DescendantsAndSelf())
            .OfType<RangeVar>()
            .Select(relation => relation.Name.Value ?? "")
            .Distinct()
            .ToList();
        var known = databases.Select(database => database.Known(names, cancellationToken).Count()).ToList();
        var all = databases.SelectMany(database => database.Known(names, cancellationToken)).Distinct().Count();
        var knowAll = databases.Where((_, index) => known[index] == all).ToList();
        return all > 0 && knowAll.Count == 1 ? knowAll[0].Fold(cancellationToken) : GetSchema(options, cancellationToken);
    }

    /// <summary>The schema that a file of statements runs against: LifeOpsNamespace on the file says which, else its SQL does.</summary>
    public static DatabaseSchema? GetSchema(AnalyzerOptions options, AdditionalText file, SqlScript script, CancellationToken cancellationToken)
    {
        if (SchemaNamespace.ReadOwn(options.AnalyzerConfigOptionsProvider.GetOptions(file)) is { } name
            && GetDatabases(options, cancellationToken).FirstOrDefault(database => database.Name == name) is { } named)
        {
            return named.Fold(cancellationToken);
        }

        return GetSchema(options, script, cancellationToken);
    }

    /// <summary>The database that a schema file belongs to; null when the file is not among the options' files.</summary>
    public static DatabaseFiles? GetDatabase(AnalyzerOptions options, SqlFile file, CancellationToken cancellationToken) =>
        GetDatabases(options, cancellationToken).FirstOrDefault(database => database.Files.Contains(file));

    private static ImmutableArray<DatabaseFiles> GetDatabases(AnalyzerOptions options, CancellationToken cancellationToken) =>
        Projects.GetOrCreateValue(options).GetDatabases(options, cancellationToken);

    /// <summary>The databases of one set of files and settings; found at the first question.</summary>
    private sealed class Project
    {
        private readonly object _gate = new();
        private ImmutableArray<DatabaseFiles> _databases;
        private DatabaseSchema? _shared;

        public ImmutableArray<DatabaseFiles> GetDatabases(AnalyzerOptions options, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                if (_databases.IsDefault)
                    _databases = Find(options, cancellationToken);
                return _databases;
            }
        }

        public DatabaseSchema GetShared(ImmutableArray<DatabaseFiles> databases, CancellationToken cancellationToken)
        {
            lock (_gate)
                return _shared ??= SharedSchema.Of([.. databases.Select(database => database.Fold(cancellationToken))]);
        }

        private static ImmutableArray<DatabaseFiles> Find(AnalyzerOptions options, CancellationToken cancellationToken)
        {
            var settings = options.AnalyzerConfigOptionsProvider;
            var found = new List<(string Name, SqlFile File)>();
            foreach (var file in options.AdditionalFiles)
            {
                // A file that cannot be read is reported by the compiler itself.
                if (SqlFile.IsSchemaPath(file.Path) && SqlFile.From(file, cancellationToken) is { } schemaFile)
                    found.Add((SchemaNamespace.Of(settings.GetOptions(file), settings.GlobalOptions), schemaFile));
            }

            return found
                .OrderBy(entry => entry.File.Path, StringComparer.Ordinal)
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new DatabaseFiles(group.Key, group.Select(entry => entry.File).ToImmutableArray()))
                .ToImmutableArray();
        }
    }
}
