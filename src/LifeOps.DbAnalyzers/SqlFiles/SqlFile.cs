using System;
using System.Runtime.CompilerServices;
using System.Threading;

using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

using SourceSpan = Microsoft.CodeAnalysis.Text.TextSpan;
using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.SqlFiles;

/// <summary>A .sql file among the AdditionalFiles, parsed at most once for as long as its content stays the same.</summary>
internal sealed class SqlFile
{
    // Keyed by the file object, which the compiler and the IDE keep until the file changes; the content is compared all the same.
    private static readonly ConditionalWeakTable<AdditionalText, SqlFile> Cache = new();

    private SqlScript? _script;

    private SqlFile(string path, SourceText text)
    {
        Path = path;
        Text = text;
    }

    public string Path { get; }

    public SourceText Text { get; }

    /// <summary>Whether its statements make up the schema of the compilation.</summary>
    public bool IsSchema => IsSchemaPath(Path);

    public static bool IsSqlPath(string path) => path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    public static bool IsSchemaPath(string path) => path.EndsWith(".schema.sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file with its content; null when it cannot be read, which the compiler reports itself.</summary>
    public static SqlFile? From(AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text)
            return null;
        if (Cache.TryGetValue(file, out var known))
        {
            if (known.Text == text || known.Text.ContentEquals(text))
                return known;
            Cache.Remove(file);
        }

        return Cache.GetValue(file, key => new SqlFile(key.Path, text));
    }

    /// <summary>The tree; parsed at the first call and kept.</summary>
    public SqlScript Parse(CancellationToken cancellationToken) => _script ??= SqlParser.Parse(Text.ToString(), cancellationToken);

    /// <summary>A part of the file as a place for a diagnostic; a part outside the file is cut.</summary>
    public Location LocationOf(TextSpan span)
    {
        var start = Math.Min(span.Start, Text.Length);
        var source = SourceSpan.FromBounds(start, Math.Min(span.End, Text.Length));
        return Location.Create(Path, source, Text.Lines.GetLinePositionSpan(source));
    }
}
