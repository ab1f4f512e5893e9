using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>The schema files of one database, in the order in which they are folded, and what they fold to.</summary>
internal sealed class DatabaseFiles(string name, ImmutableArray<SqlFile> files)
{
    // Compilations come and go with every keystroke; the files stay.
    private static readonly ConditionalWeakTable<SqlFile, Folded> Cache = new();

    /// <summary>The namespace that tells the database apart.</summary>
    public string Name { get; } = name;

    /// <summary>At least one.</summary>
    public ImmutableArray<SqlFile> Files { get; } = files;

    /// <summary>The schema; made once for the same files with the same content, whoever asks.</summary>
    public DatabaseSchema Fold(CancellationToken cancellationToken) => Read(cancellationToken).Schema!;

    /// <summary>Those of the relations that a script names which the database has.</summary>
    public IEnumerable<string> Known(IEnumerable<string> relations, CancellationToken cancellationToken)
    {
        var known = Read(cancellationToken).Relations;
        return relations.Where(known.Contains);
    }

    private Folded Read(CancellationToken cancellationToken)
    {
        // Analyzers and generator come together: one folds, the others wait.
        var folded = Cache.GetOrCreateValue(Files[0]);
        lock (folded)
        {
            if (folded.Schema is null || !folded.Files.SequenceEqual(Files))
            {
                var schema = BuildSchema(cancellationToken);
                folded.Files = Files;
                folded.Relations = [.. schema.Tables.Select(table => table.Name).Concat(schema.Views.Select(view => view.Name))];
                folded.Schema = schema;
            }

            return folded;
        }
    }

    private DatabaseSchema BuildSchema(CancellationToken cancellationToken)
    {
        var builder = new SchemaBuilder();
        foreach (var file in Files)
            builder.Apply(file.Path, file.Parse(cancellationToken), cancellationToken);
        return builder.ToSchema();
    }

    /// <summary>The schema folded last from a list of files that begins with the same one; its own lock.</summary>
    private sealed class Folded
    {
        public ImmutableArray<SqlFile> Files { get; set; } = ImmutableArray<SqlFile>.Empty;

        public DatabaseSchema? Schema { get; set; }

        public HashSet<string> Relations { get; set; } = [];
    }
}
