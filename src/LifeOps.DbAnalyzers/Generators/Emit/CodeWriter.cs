using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes indented lines, always with \n: the same output on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new(8 * 1024);
    private int _indent;

    public void Line() => _text.Append('\n');

    public void Line(string line) => _text.Append(' ', _indent * 4).Append(line).Append('\n');

    /// <summary>An opening brace; what follows is one level deeper.</summary>
    public void Open()
    {
        Line("{");
        _indent++;
    }

    public void Open(string line)
    {
        Line(line);
        Open();
    }

    public void Close(string behind = "")
    {
        _indent--;
        Line("}" + behind);
    }

    /// <summary>The lines of an expression or statement continued on further lines.</summary>
    public void Indented(string line)
    {
        _indent++;
        Line(line);
        _indent--;
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
