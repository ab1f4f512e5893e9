using System.Runtime.CompilerServices;
using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Reports.Html;

/// <summary>Markup that is safe to write: made of literals, and of texts that were escaped.</summary>
internal readonly record struct Markup(string Text);

/// <summary>Writes HTML. Every text in a hole of an interpolated string is escaped; nothing else can be written.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();

    public void Line([InterpolatedStringHandlerArgument("")] ref Handler content) => _text.Append('\n');

    public override string ToString() => _text.ToString();

    /// <summary>A text as the content of an element or of a quoted attribute.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' => "\n",
                '\t' => "\t",
                _ => VisibleText.Of(c, lineEnd: ""),
            });
        }

        return result.ToString();
    }

    /// <summary>What the compiler makes of an interpolated string: literals as they are, holes escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Handler
    {
        private readonly StringBuilder _text;

        public Handler(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = formattedCount;
            _text = writer._text;
            _text.EnsureCapacity(_text.Length + literalLength);
        }

        public void AppendLiteral(string value) => _text.Append(value);

        public void AppendFormatted(string? value) => _text.Append(Escape(value ?? ""));

        public void AppendFormatted(int value) => _text.Append(value);

        /// <summary>Coordinates: a tenth of a pixel is more than a screen shows.</summary>
        public void AppendFormatted(double value) => _text.Append(Math.Round(value, 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

        public void AppendFormatted(Markup value) => _text.Append(value.Text);
    }
}
