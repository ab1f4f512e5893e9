using System.Runtime.CompilerServices;
using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Reports.Html;

/// <summary>Makes a piece of markup of an interpolated string: its literals as they are, its holes escaped.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly StringBuilder _text;

    public MarkupHandler(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value) => _text.Append(HtmlWriter.Escape(value ?? ""));

    public void AppendFormatted(Markup value) => _text.Append(value.Text);

    public Markup ToMarkup() => new(_text.ToString());
}
