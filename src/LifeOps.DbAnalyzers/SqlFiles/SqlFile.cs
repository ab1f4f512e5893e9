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

    private readonly object _gate = new();
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
    public SqlScript Parse(CancellationToken cancellationToken)
    {
        // Analyzers and generator come together, and a snapshot can be large: one parses, the others wait.
        lock (_gate)
            return _script ??= SqlParser.Parse(Text.ToString(), cancellationToken);
    }

    /// <summary>
    /// The first place that shows that the bytes were no UTF-8; null when they were. The compiler falls back to a one-byte encoding
    /// in such a file, other hosts put in replacement characters.
    /// </summary>
    public TextSpan? FirstUndecodable(CancellationToken cancellationToken)
    {
        var text = Parse(cancellationToken).Text;
        var replacement = text.IndexOf(Replacement);
        if (replacement >= 0)
            return new(replacement, 1);
        if (Text.Encoding is not { IsSingleByte: true } encoding || encoding.CodePage == Ascii)
            return null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > '\u007f')
                return new(i, 1);
        }

        return null;
    }

    private const char Replacement = '\uFFFD';
    private const int Ascii = 20127;

    /// <summary>A part of the file as a place for a diagnostic; a part outside the file is cut.</summary>
    public Location LocationOf(TextSpan span)
    {
        var start = Math.Min(span.Start, Text.Length);
        var source = SourceSpan.FromBounds(start, Math.Min(span.End, Text.Length));
        return Location.Create(Path, source, Text.Lines.GetLinePositionSpan(source));
    }
}
