using Xunit;

namespace LifeOps.DbAnalyzers.Tests.EmbeddedSql;

public sealed class LiteralTests
{
    [Fact]
    public void Regular_MapsCharacterByCharacter()
    {
        var snippet = SqlSnippet.Expression(""" "select a from t" """);

        Assert.Equal("select a from t", snippet.Text.Text);
        Assert.Equal("from", snippet.SourceOf("from"));
        Assert.True(snippet.Text.IsComplete);
    }

    [Theory]
    [InlineData("""\n""", "\n")]
    [InlineData("""\t""", "\t")]
    [InlineData("\\\"", "\"")]
    [InlineData("""\\""", "\\")]
    [InlineData("""\0""", "\0")]
    [InlineData("""\x41""", "A")]
    [InlineData("""\u0041""", "A")]
    [InlineData("""\U00000041""", "A")]
    [InlineData("""\U0001F600""", "\U0001F600")]
    public void Escape_MapsToTheWholeSequence(string escape, string decoded)
    {
        var snippet = SqlSnippet.Expression($"\"select {escape} from t\"");

        Assert.Equal($"select {decoded} from t", snippet.Text.Text);
        Assert.Equal(escape, snippet.SourceOf(decoded));
        Assert.Equal("from", snippet.SourceOf("from"));
        Assert.Equal($"select {escape} from", snippet.SourceOf($"select {decoded} from"));
    }

    [Fact]
    public void HexEscape_EndsAtFourDigits()
    {
        var snippet = SqlSnippet.Expression("""
            "\x00412"
            """);

        Assert.Equal("A2", snippet.Text.Text);
        Assert.Equal("2", snippet.SourceOf("2"));
    }

    [Fact]
    public void Verbatim_MapsDoubledQuotes()
    {
        var snippet = SqlSnippet.Expression("@\"select \"\"User\"\".id\n  from t\"");

        Assert.Equal("select \"User\".id\n  from t", snippet.Text.Text);
        Assert.Equal("\"\"User\"\"", snippet.SourceOf("\"User\""));
        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void RawSingleLine_IsPlain()
    {
        var snippet = SqlSnippet.Expression("\"\"\"select \"User\".id, '\\n' from t\"\"\"");

        Assert.Equal("""select "User".id, '\n' from t""", snippet.Text.Text);
        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void RawMultiLine_StripsIndentationAndKeepsBlankLines()
    {
        var snippet = SqlSnippet.Expression("\"\"\"\n      select a\n\n        from t\n   \n      where b\n      \"\"\"");

        Assert.Equal("select a\n\n  from t\n\nwhere b", snippet.Text.Text);
        Assert.Equal("select", snippet.SourceOf("select"));
        Assert.Equal("from t", snippet.SourceOf("from t"));
        Assert.Equal("where", snippet.SourceOf("where"));
    }

    [Fact]
    public void RawMultiLine_WithCarriageReturns()
    {
        var snippet = SqlSnippet.Expression("\"\"\"\r\n  select a\r\n  from t\r\n  \"\"\"");

        Assert.Equal("select a\r\nfrom t", snippet.Text.Text);
        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void RawWithFourQuotes_KeepsThree()
    {
        var snippet = SqlSnippet.Expression("\"\"\"\"select \"\"\" from t\"\"\"\"");

        Assert.Equal("select \"\"\" from t", snippet.Text.Text);
        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void Interpolated_MapsDoubledBracesAndHoles()
    {
        var snippet = SqlSnippet.Expression("""$"select '{{1,2}}'::int[], {name} from t" """);

        Assert.Equal(["select '{1,2}'::int[], <U> from t"], snippet.Shown);
        Assert.Equal("'{{1", snippet.SourceOf("'{1"));
        Assert.Equal("from", snippet.SourceOf("from"));
        Assert.Equal("{name}", SqlSnippet.SourceOf(snippet.Text.Map(snippet.Text.Options.Holes[0].Span)));
    }

    [Fact]
    public void InterpolatedVerbatim_MapsQuotesAndBraces()
    {
        var snippet = SqlSnippet.Expression("$@\"select \"\"a\"\", '{{}}'\n from {name}\"");

        Assert.Equal(["select \"a\", '{}'\n from <U>"], snippet.Shown);
        Assert.Equal("\"\"a\"\"", snippet.SourceOf("\"a\""));
        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void InterpolatedRaw_CountsBraces()
    {
        var snippet = SqlSnippet.Expression("""""
            $$"""
              select '{a}' as x, {{name}}
                from t
               where b = {{number}} {{{name}}
              """
            """"".Replace("{{{name}}", "and {{name}}"));

        Assert.Equal(["select '{a}' as x, <U>\n  from t\n where b = <E> and <U>"], snippet.Shown);
        Assert.Equal("'{a}'", snippet.SourceOf("'{a}'"));
        Assert.Equal("from t", snippet.SourceOf("from t"));
        Assert.Equal("where", snippet.SourceOf("where"));
    }

    [Fact]
    public void InterpolatedRaw_LineThatStartsWithAHole()
    {
        var snippet = SqlSnippet.Expression(""""
            $"""
                {name}
                from t

                {name} x
                """
            """");

        Assert.Equal(["<U>\nfrom t\n\n<U> x"], snippet.Shown);
        Assert.Equal("from", snippet.SourceOf("from"));
        Assert.Equal(" x", snippet.SourceOf(" x"));
    }

    [Fact]
    public void EndOfText_MapsBehindTheLastCharacter()
    {
        var snippet = SqlSnippet.Expression(""" "select a," """);

        var location = snippet.Text.Map(new(snippet.Text.Text.Length, 0));
        Assert.Equal(0, location.SourceSpan.Length);
        Assert.Equal('"', location.SourceTree!.GetText()[location.SourceSpan.Start]);
        Assert.Equal(',', location.SourceTree!.GetText()[location.SourceSpan.Start - 1]);
    }

    /// <summary>Random texts written in every form of literal: the decoded text is the compiler's, and every plain character maps to itself.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyText_InAnyForm_MapsToItself(int seed)
    {
        var random = new Random(seed);
        var pieces = new[] { "a", "b", " ", "  ", "\n", "\\", "\"", "{", "}", "'", "é", "\U0001F600", "select", ",", "\t", "%", "{x}", "\n\n" };
        var cases = new List<(string Text, string Literal)>();
        for (var i = 0; i < 300; i++)
        {
            var text = "s" + string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)])) + "e";
            cases.AddRange(FormsOf(text).Select(literal => (text, literal)));
        }

        var snippets = SqlSnippet.Expressions(cases.Select(c => c.Literal));
        Assert.Equal(cases.Count, snippets.Count);
        foreach (var ((text, _), snippet) in cases.Zip(snippets))
        {
            var read = snippet.Text;
            Assert.Equal(text, read.Text);
            for (var at = 0; at < text.Length; at++)
            {
                var source = SqlSnippet.SourceOf(read.Map(new(at, 1)));
                if (source.Length == 1)
                    Assert.Equal(text[at], source[0]);
                else
                    Assert.Contains(source[0], "\\\"{}");
            }
        }
    }

    private static IEnumerable<string> FormsOf(string text)
    {
        var escaped = text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t");
        yield return "\"" + escaped + "\"";
        yield return "\"" + string.Concat(text.Select(c => c is 'a' or '"' or '\\' or '\n' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";
        yield return "@\"" + text.Replace("\"", "\"\"") + "\"";
        yield return "$\"" + escaped.Replace("{", "{{").Replace("}", "}}") + "\"";
        yield return "$@\"" + text.Replace("\"", "\"\"").Replace("{", "{{").Replace("}", "}}") + "\"";
        if (!text.Contains('\n'))
        {
            yield return "\"\"\"\"\"\"\"\"\"\"\"\"\"\"" + text + "\"\"\"\"\"\"\"\"\"\"\"\"\"\"";
            yield return "$$$$$$$$$$$$$$$\"\"\"\"\"\"\"\"\"\"\"\"\"\"" + text + "\"\"\"\"\"\"\"\"\"\"\"\"\"\"";
        }

        var lines = string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? "" : "   " + line));
        yield return "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\n" + lines + "\n   \"\"\"\"\"\"\"\"\"\"\"\"\"\"";
        yield return "$$$$$$$$$$$$$$$\"\"\"\"\"\"\"\"\"\"\"\"\"\"\n" + lines + "\n   \"\"\"\"\"\"\"\"\"\"\"\"\"\"";
        var middle = text.Length / 2;
        if (!char.IsLowSurrogate(text[middle]))
            yield return "@\"" + text[..middle].Replace("\"", "\"\"") + "\" + @\"" + text[middle..].Replace("\"", "\"\"") + "\"";
    }
}
