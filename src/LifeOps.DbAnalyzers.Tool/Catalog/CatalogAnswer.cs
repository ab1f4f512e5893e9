namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// The rows of an answer to <c>COPY (query) TO STDOUT (FORMAT csv, HEADER)</c>, read as it comes. A catalog is tens of thousands of short
/// values, most of them empty or those of the row above: as one text they take both sides a fraction of the time that they take as
/// messages of a row each.
/// </summary>
internal sealed class CatalogAnswer
{
    private const int BufferSize = 1 << 15;

    private readonly TextReader _text;
    private char[] _buffer = new char[BufferSize];
    private int _position;
    private int _length;

    private CatalogAnswer(TextReader text) => _text = text;

    /// <param name="text">A line of column names, then the rows; NULL is an empty value without quotes.</param>
    /// <exception cref="InvalidDataException">The answer ends in the middle of a row.</exception>
    public static IReadOnlyList<CatalogRow> Read(TextReader text) => new CatalogAnswer(text).ReadRows();

    private List<CatalogRow> ReadRows()
    {
        var rows = new List<CatalogRow>();
        if (!Fill())
            return rows;
        var names = new List<string?>();
        do
            names.Add(ReadValue(null));
        while (!EndsRow());
        var columns = new CatalogColumns([.. names.Select(name => name ?? throw new InvalidDataException("A column of the catalog has no name."))]);
        var above = new string?[names.Count];
        while (_position < _length || Fill())
        {
            var values = ReadRow(above);
            rows.Add(new(columns, values));
            above = values;
        }

        return rows;
    }

    private string?[] ReadRow(string?[] above)
    {
        var values = new string?[above.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadValue(above[i]);
            if (EndsRow() != (i == values.Length - 1))
                throw new InvalidDataException($"A row of the catalog has not the {values.Length} values of its columns: the answer is not whole.");
        }

        return values;
    }

    /// <summary>Goes over the comma or the line end at the position; whether it was a line end, or the end of the text.</summary>
    private bool EndsRow() => _position >= _length && !Fill() || _buffer[_position++] == '\n';

    /// <summary>The value at the position, which moves to the comma or line end behind it. A value like the one above is that one.</summary>
    private string? ReadValue(string? above)
    {
        if ((_position < _length || Fill()) && _buffer[_position] == '"')
            return ReadQuoted();

        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_position + searched, _length - _position - searched).IndexOfAny(',', '\n');
            if (found >= 0)
                return Take(searched + found, above);
            searched = _length - _position;
            if (!Fill())
                return Take(searched, above);
        }
    }

    private string? Take(int length, string? above)
    {
        var value = _buffer.AsSpan(_position, length);
        _position += length;
        if (value.IsEmpty)
            return null;
        return above is not null && value.SequenceEqual(above) ? above : value.ToString();
    }

    private string ReadQuoted()
    {
        _position++;
        var length = 0;
        var hasQuotes = false;
        while (true)
        {
            var found = _buffer.AsSpan(_position + length, _length - _position - length).IndexOf('"');
            length = found < 0 ? _length - _position : length + found;
            // The character behind a quote says whether the value goes on.
            if (found < 0 || _position + length + 1 >= _length)
            {
                if (Fill())
                    continue;
                if (found < 0)
                    throw new InvalidDataException("A value of the catalog does not end: the answer is not whole.");
            }

            if (_position + length + 1 >= _length || _buffer[_position + length + 1] != '"')
                break;
            hasQuotes = true;
            length += 2;
        }

        var value = new string(_buffer, _position, length);
        _position += length + 1;
        return hasQuotes ? value.Replace("\"\"", "\"", StringComparison.Ordinal) : value;
    }

    /// <summary>Reads more behind what is not taken yet, which moves to the front; false at the end of the text.</summary>
    private bool Fill()
    {
        var rest = _length - _position;
        if (rest == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        else if (_position > 0)
            Array.Copy(_buffer, _position, _buffer, 0, rest);
        _position = 0;
        _length = rest;
        var count = _text.Read(_buffer, rest, _buffer.Length - rest);
        _length += count;
        return count > 0;
    }
}
