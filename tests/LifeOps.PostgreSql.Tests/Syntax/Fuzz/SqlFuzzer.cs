using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Tests.Syntax.Fuzz;

/// <summary>Makes texts that may break a parser: the same ones for the same seed.</summary>
internal sealed class SqlFuzzer(int seed, IReadOnlyList<string> statements)
{
    private const int MaxTokens = 40;

    private static readonly string[] Words = BuildWords();

    private readonly Random _random = new(seed);

    /// <summary>A text of any of the kinds.</summary>
    public string Next() => _random.Next(10) switch
    {
        0 => RandomCharacters(),
        1 => RandomTokens(),
        2 => Truncated(AnyStatement()),
        3 => Joined(),
        _ => Mutated(AnyStatement()),
    };

    private string AnyStatement() => statements[_random.Next(statements.Count)];

    /// <summary>Bytes as a decoder gives them: mostly ASCII, some of every other range, lone surrogates too.</summary>
    private string RandomCharacters()
    {
        var text = new StringBuilder();
        for (var length = _random.Next(80); length > 0; length--)
        {
            text.Append(_random.Next(8) switch
            {
                0 => (char)_random.Next(char.MaxValue + 1),
                1 => (char)_random.Next(256),
                2 => "'\"$\\/*-&"[_random.Next(8)],
                _ => (char)_random.Next(128),
            });
        }

        return text.ToString();
    }

    private string RandomTokens()
    {
        var text = new StringBuilder();
        for (var count = _random.Next(MaxTokens); count > 0; count--)
            text.Append(AnyWord()).Append(_random.Next(8) == 0 ? "" : " ");
        return text.ToString();
    }

    private string Truncated(string statement) => statement[.._random.Next(statement.Length + 1)];

    private string Joined() => Truncated(AnyStatement()) + (_random.Next(2) == 0 ? ";" : " ") + Mutated(AnyStatement());

    /// <summary>One to three edits: a part dropped, doubled, moved, replaced by a word, or a character changed.</summary>
    private string Mutated(string statement)
    {
        var text = new StringBuilder(statement);
        for (var edits = _random.Next(1, 4); edits > 0; edits--)
        {
            var start = _random.Next(text.Length + 1);
            var length = Math.Min(_random.Next(12), text.Length - start);
            switch (_random.Next(6))
            {
                case 0:
                    text.Remove(start, length);
                    break;
                case 1:
                    text.Insert(start, text.ToString(start, length));
                    break;
                case 2:
                    var moved = text.ToString(start, length);
                    text.Remove(start, length).Insert(_random.Next(text.Length + 1), moved);
                    break;
                case 3:
                    text.Insert(start, " " + AnyWord() + " ");
                    break;
                case 4:
                    text.Remove(start, length).Insert(start, AnyWord());
                    break;
                case 5 when start < text.Length:
                    text[start] = (char)_random.Next(128);
                    break;
            }
        }

        return text.ToString();
    }

    private string AnyWord() => Words[_random.Next(Words.Length)];

    private static string[] BuildWords()
    {
        var words = new List<string>
        {
            "a", "b", "t", "\"q\"", "U&\"d\\0061t\"", "'s'", "E'\\n'", "U&'\\0061'", "B'01'", "X'1F'", "N'n'", "$$d$$", "$x$ $$ $x$", "1", "2.5", "1e5", "0x1F", "1_000", "$1",
            "@p", ":p", "(", ")", "[", "]", ",", ";", ".", "..", ":", "::", ":=", "=>", "=", "<", ">", "<=", ">=", "<>", "!=", "+", "-", "*", "/", "%", "^", "|", "||", "->>", "@>", "~*",
            "--c\n", "/* c */", "/* /* n */ */", "'", "\"", "$$", "/*", "\\", "\n", "\uFFFC", "\uD800", "é",
        };
        for (var i = 0; i < KeywordTable.Keywords.Length; i++)
            words.Add(KeywordTable.Keywords[i].Word);
        return [.. words];
    }
}
