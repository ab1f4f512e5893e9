using System.Text;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

/// <summary>What must hold for the tokens and the tree of any text.</summary>
internal static class RoundTrip
{
    public static void Check(string text)
    {
        CheckTokens(text);
        CheckTree(text, SqlParser.Parse(text));
    }

    /// <summary>Tokens and the gaps between them are the text, in order and without overlap.</summary>
    public static void CheckTokens(string text)
    {
        var tokens = SqlParser.Tokenize(text, SqlParseOptions.Default);
        var rebuilt = new StringBuilder(text.Length);
        var end = 0;
        foreach (var token in tokens)
        {
            if (token.Start < end || token.End < token.Start || token.End > text.Length)
                Assert.Fail($"Token {token} behind {end} in: {Excerpt(text)}");
            rebuilt.Append(text, end, token.Start - end).Append(text, token.Start, token.End - token.Start);
            end = token.End;
        }

        rebuilt.Append(text, end, text.Length - end);
        Assert.True(text == rebuilt.ToString(), "The tokens and gaps do not give the text: " + Excerpt(text));
    }

    /// <summary>Every span lies in the text and in the span of its parent; statements and diagnostics are in the order of the text.</summary>
    public static void CheckTree(string text, SqlScript script)
    {
        var end = 0;
        var pending = new Stack<SqlNode>();
        foreach (var statement in script.Statements)
        {
            if (statement.Span.Start < end)
                Assert.Fail($"{statement.Span} behind {end} in: {Excerpt(text)}");
            end = statement.Span.End;
            pending.Push(statement);
        }

        if (end > text.Length)
            Assert.Fail($"The last statement ends at {end} in: {Excerpt(text)}");

        while (pending.Count > 0)
        {
            var node = pending.Pop();
            foreach (var child in node.Children)
            {
                if (!node.Span.Contains(child.Span))
                    Assert.Fail($"{child.GetType().Name} {child.Span} is not inside {node.GetType().Name} {node.Span} in: {Excerpt(text)}");
                pending.Push(child);
            }
        }

        foreach (var diagnostic in script.Diagnostics)
        {
            if (diagnostic.Span.Start < 0 || diagnostic.Span.End > text.Length)
                Assert.Fail($"{diagnostic} is outside of: {text}");
        }
    }

    private static string Excerpt(string text) => text.Length <= 2000 ? text : text[..2000] + "...";
}
