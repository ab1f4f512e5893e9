using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

using LifeOps.PostgreSql.Schema;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>
/// The schema that the <c>*.schema.sql</c> files among the AdditionalFiles describe, folded together in the order of their
/// paths. It is made once for the same files with the same content, whoever asks.
/// </summary>
internal static class SchemaProvider
{
    private static readonly ConditionalWeakTable<SqlFile, Folded> Cache = new();

    /// <summary>The schema of a compilation; null when it has no schema file.</summary>
    public static DatabaseSchema? GetSchema(AnalyzerOptions options, CancellationToken cancellationToken) =>
        GetSchema(options.AdditionalFiles, cancellationToken);

    /// <summary>The schema of a set of files; null when none of them is a schema file.</summary>
    public static DatabaseSchema? GetSchema(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        var schemaFiles = GetSchemaFiles(files, cancellationToken);
        if (schemaFiles.IsEmpty)
            return null;

        // Analyzers and generator come together: one folds, the others wait.
        var folded = Cache.GetOrCreateValue(schemaFiles[0]);
        lock (folded)
        {
            if (folded.Schema is not { } schema || !folded.Files.SequenceEqual(schemaFiles))
            {
                schema = Fold(schemaFiles, cancellationToken);
                folded.Files = schemaFiles;
                folded.Schema = schema;
            }

            return schema;
        }
    }

    /// <summary>The schema files that can be read, in the order in which they are folded.</summary>
    public static ImmutableArray<SqlFile> GetSchemaFiles(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        var result = new List<SqlFile>();
        foreach (var file in files)
        {
            if (SqlFile.IsSchemaPath(file.Path) && SqlFile.From(file, cancellationToken) is { } schemaFile)
                result.Add(schemaFile);
        }

        return result.OrderBy(file => file.Path, StringComparer.Ordinal).ToImmutableArray();
    }

    private static DatabaseSchema Fold(ImmutableArray<SqlFile> files, CancellationToken cancellationToken)
    {
        var builder = new SchemaBuilder();
        foreach (var file in files)
            builder.Apply(file.Path, file.Parse(cancellationToken), cancellationToken);
        return builder.ToSchema();
    }

    /// <summary>The schema folded last from a list of files that begins with the same one; its own lock.</summary>
    private sealed class Folded
    {
        public ImmutableArray<SqlFile> Files { get; set; } = ImmutableArray<SqlFile>.Empty;

        public DatabaseSchema? Schema { get; set; }
    }
}
