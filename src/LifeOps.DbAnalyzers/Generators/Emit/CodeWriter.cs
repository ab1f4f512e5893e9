using System;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>
/// Writes indented lines, always with \n: the same output on every system. A closed block is followed by one empty line, unless
/// what follows belongs to it or closes the block around it.
/// </summary>
/// <param name="hasThrowIfNull">Whether ArgumentNullException has a method of that name.</param>
internal sealed class CodeWriter(bool hasThrowIfNull = false)
{
    private readonly StringBuilder _text = new(8 * 1024);
    private int _indent;
    private bool _needsEmptyLine;

    /// <summary>An empty line before the next one; none before a closing brace.</summary>
    public void Line() => _needsEmptyLine = true;

    public void Line(string line)
    {
        if (_needsEmptyLine && !(line.Length > 0 && line[0] == '}') && !line.StartsWith("else", StringComparison.Ordinal) && !line.StartsWith("while (", StringComparison.Ordinal) && !line.StartsWith("catch (", StringComparison.Ordinal))
            _text.Append('\n');
        _needsEmptyLine = false;
        _text.Append(' ', _indent * 4).Append(line).Append('\n');
    }

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
        _needsEmptyLine = true;
    }

    /// <summary>Refuses null as an argument; consecutive ones stand together.</summary>
    public void ThrowIfNull(params string[] parameters)
    {
        foreach (var parameter in parameters)
        {
            if (hasThrowIfNull)
            {
                Line("global::System.ArgumentNullException.ThrowIfNull(" + parameter + ");");
                continue;
            }

            Open("if (" + parameter + " is null)");
            Line("throw new global::System.ArgumentNullException(nameof(" + parameter + "));");
            Close();
        }

        Line();
    }

    /// <summary>Switches rules of analyzers off up to the end of what <paramref name="write"/> writes.</summary>
    /// <param name="rules">Their ids.</param>
    public void Without(string rules, string reason, Action write)
    {
        Line("#pragma warning disable " + rules + " // " + reason);
        write();
        _needsEmptyLine = false;
        Line("#pragma warning restore " + rules);
        Line();
    }

    /// <summary>A line that continues the one before.</summary>
    public void Indented(string line)
    {
        _indent++;
        Line(line);
        _indent--;
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
