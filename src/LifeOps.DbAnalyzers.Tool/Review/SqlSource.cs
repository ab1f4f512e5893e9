using LifeOps.PostgreSql.Schema.Migrations;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis.Text;
using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>A .sql file that has been read and parsed.</summary>
internal sealed class SqlSource
{
    private readonly SourceText _lines;

    private SqlSource(string path, string text, CancellationToken cancellationToken)
    {
        Path = path;
        _lines = SourceText.From(text);
        Script = SqlParser.Parse(MigrationSections.UpPart(text), cancellationToken);
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    public SqlScript Script { get; }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<SqlSource> ReadAsync(string path, CancellationToken cancellationToken) =>
        new(path, await File.ReadAllTextAsync(path, cancellationToken), cancellationToken);

    /// <summary>A text that is no file, under the path that the report gives it.</summary>
    public static SqlSource Of(string path, string text, CancellationToken cancellationToken) => new(path, text, cancellationToken);

    /// <summary>A part of the file in lines and columns; a part outside the file is cut.</summary>
    public LinePositionSpan LinesOf(TextSpan span)
    {
        var start = Math.Min(span.Start, _lines.Length);
        return _lines.Lines.GetLinePositionSpan(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, Math.Min(Math.Max(span.End, start), _lines.Length)));
    }
}
