using DiffPlex;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LifeOps.DbAnalyzers.Tool.Reports.Html;

/// <summary>Code as lines of HTML, with keywords, strings and comments told apart.</summary>
internal static class HtmlCode
{
    /// <summary>SQL.</summary>
    public static Markup Sql(string text) => Lines(text, SqlParts(text), null, "");

    /// <summary>Text that is no code.</summary>
    public static Markup Plain(string text) => Lines(text, [], null, "");

    /// <summary>Two versions of C#: the lines that differ are marked.</summary>
    public static (Markup Before, Markup After) CSharp(BeforeAndAfter texts) => Compare(texts, CSharpParts);

    /// <summary>Two versions of SQL.</summary>
    public static (Markup Before, Markup After) Sql(BeforeAndAfter texts) => Compare(texts, SqlParts);

    private static (Markup Before, Markup After) Compare(BeforeAndAfter texts, Func<string, IEnumerable<(int Start, int End, string Class)>> parts)
    {
        if (texts.After is not { } after)
            return (Lines(texts.Before, parts(texts.Before), null, ""), default);
        var deleted = new HashSet<int>();
        var inserted = new HashSet<int>();
        foreach (var block in Differ.Instance.CreateLineDiffs(texts.Before, after, ignoreWhitespace: false).DiffBlocks)
        {
            deleted.UnionWith(Enumerable.Range(block.DeleteStartA, block.DeleteCountA));
            inserted.UnionWith(Enumerable.Range(block.InsertStartB, block.InsertCountB));
        }

        return (Lines(texts.Before, parts(texts.Before), deleted, "del"), Lines(after, parts(after), inserted, "ins"));
    }

    private static Markup Lines(string text, IEnumerable<(int Start, int End, string Class)> parts, HashSet<int>? marked, string mark)
    {
        var html = new System.Text.StringBuilder();
        var classes = new string?[text.Length];
        foreach (var (start, end, name) in parts)
            Array.Fill(classes, name, start, Math.Min(end, text.Length) - start);

        var line = 0;
        for (var start = 0; start <= text.Length; line++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            html.Append("<span class=\"l").Append(marked?.Contains(line) == true ? " " + mark : "").Append("\">");
            for (var i = start; i < end;)
            {
                var name = classes[i];
                var stop = i + 1;
                while (stop < end && classes[stop] == name)
                    stop++;
                var piece = HtmlWriter.Escape(text[i..stop].TrimEnd('\r'));
                html.Append(name is null ? piece : $"<span class=\"{name}\">{piece}</span>");
                i = stop;
            }

            html.Append("</span>");
            start = end + 1;
        }

        return new(html.ToString());
    }

    private static IEnumerable<(int Start, int End, string Class)> SqlParts(string text)
    {
        var end = 0;
        foreach (var token in SqlTokens.Of(text))
        {
            // Between tokens there are blanks and comments.
            if (text.AsSpan(end, token.Start - end).Trim().Length > 0)
                yield return (end, token.Start, "c");
            if (token.Class is { } name)
                yield return (token.Start, token.End, name);
            end = token.End;
        }

        if (text.AsSpan(end).Trim().Length > 0)
            yield return (end, text.Length, "c");
    }

    private static IEnumerable<(int Start, int End, string Class)> CSharpParts(string text)
    {
        foreach (var token in SyntaxFactory.ParseTokens(text))
        {
            foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
            {
                if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                    yield return (trivia.Span.Start, trivia.Span.End, "c");
            }

            if (token.IsKeyword() || SyntaxFacts.GetContextualKeywordKind(token.Text) is SyntaxKind.AwaitKeyword or SyntaxKind.VarKeyword or SyntaxKind.AsyncKeyword)
                yield return (token.Span.Start, token.Span.End, "k");
            else if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringToken or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
                yield return (token.Span.Start, token.Span.End, "s");
        }
    }
}
