using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>A place in a schema file as plain numbers: a Location would keep the compilation alive in the cache.</summary>
internal sealed record FileRange(string Path, int Start, int Length, int StartLine, int StartCharacter, int EndLine, int EndCharacter)
{
    /// <summary>Counts lines as the compiler does, up to the place only.</summary>
    public static FileRange Of(SchemaLocation location, string text)
    {
        var start = Clamp(location.Span.Start, text);
        var end = Clamp(location.Span.End, text);
        var (startLine, startCharacter) = CountLines(text, 0, start, 0, 0);
        var (endLine, endCharacter) = CountLines(text, start, end, startLine, startCharacter);
        return new(location.File, start, end - start, startLine, startCharacter, endLine, endCharacter);
    }

    /// <summary>The beginning of a file, for what concerns all of it.</summary>
    public static FileRange StartOf(string path) => new(path, 0, 0, 0, 0, 0, 0);

    public Location ToLocation() => Location.Create(
        Path,
        new TextSpan(Start, Length),
        new LinePositionSpan(new(StartLine, StartCharacter), new(EndLine, EndCharacter)));

    private static int Clamp(int position, string text) => position < 0 ? 0 : position > text.Length ? text.Length : position;

    private static (int Line, int Character) CountLines(string text, int from, int to, int line, int character)
    {
        for (var i = from; i < to; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')) || text[i] is '\u0085' or '\u2028' or '\u2029')
            {
                line++;
                character = 0;
            }
            else
            {
                character++;
            }
        }

        return (line, character);
    }
}
