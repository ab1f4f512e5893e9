using System.Globalization;
using System.Text.Json;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// One row of a catalog query, its values in PostgreSQL's text form (a boolean is t or f, a nested object JSON). A column that the row
/// lacks reads as NULL: recorded answers may be older than the query.
/// </summary>
/// <remarks>A class and not a struct: collections of references have their code compiled ahead of time, which is a third of a short run.</remarks>
/// <param name="columns">Shared by all rows of an answer.</param>
internal sealed class CatalogRow(CatalogColumns columns, string?[] values)
{
    /// <summary>A JSON object as a row: a nested one, or one of a recorded answer.</summary>
    public static CatalogRow Of(JsonElement element)
    {
        var names = new List<string>();
        var values = new List<string?>();
        foreach (var property in element.EnumerateObject())
        {
            names.Add(property.Name);
            values.Add(property.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.True => "t",
                JsonValueKind.False => "f",
                _ => property.Value.GetRawText(),
            });
        }

        return new(new([.. names]), [.. values]);
    }

    private string? _relation;

    /// <summary>The relation that the row is about, to look up by: its schema and name with a character between that no name has.</summary>
    public string Relation => _relation ??= Required("schema_name") + "\0" + Required("relname");

    public string? Text(string column) => columns.Find(column) is >= 0 and var ordinal ? values[ordinal] : null;

    /// <summary>Gives a column that the query left NULL its value.</summary>
    public void Fill(string column, string value) => values[columns.Find(column)] = value;

    /// <exception cref="InvalidDataException">The column is NULL or missing.</exception>
    public string Required(string column) => Text(column) ?? throw new InvalidDataException($"A row of the catalog has no {column}: {string.Join(", ", values)}");

    public bool Flag(string column) => Text(column) == "t";

    public long? Number(string column) => Text(column) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : null;

    public double? Real(string column) => Text(column) is { } value ? double.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>The strings of a JSON array; none when NULL.</summary>
    public IReadOnlyList<string> Texts(string column)
    {
        if (Text(column) is not { } value)
            return [];
        using var document = JsonDocument.Parse(value);
        return [.. document.RootElement.EnumerateArray().Select(item => item.GetString() ?? "")];
    }

    /// <summary>The objects of a JSON array; none when NULL.</summary>
    public IReadOnlyList<CatalogRow> Rows(string column)
    {
        if (Text(column) is not { } value)
            return [];
        using var document = JsonDocument.Parse(value);
        return [.. document.RootElement.EnumerateArray().Select(Of)];
    }

    /// <summary>A JSON object; null when NULL.</summary>
    public CatalogRow? Row(string column)
    {
        if (Text(column) is not { } value)
            return null;
        using var document = JsonDocument.Parse(value);
        return Of(document.RootElement);
    }
}
