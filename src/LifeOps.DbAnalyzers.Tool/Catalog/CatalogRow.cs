using System.Text.Json;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>One row of a catalog query. A column that the row lacks reads as NULL: recorded answers may be older than the query.</summary>
internal readonly struct CatalogRow(JsonElement row)
{
    public string? Text(string column) => Find(column) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.GetRawText(),
        }
        : null;

    /// <exception cref="InvalidDataException">The column is NULL or missing.</exception>
    public string Required(string column) => Text(column) ?? throw new InvalidDataException($"The catalog row has no {column}: {row.GetRawText()}");

    public bool Flag(string column) => Find(column) is { ValueKind: JsonValueKind.True };

    public long? Number(string column) => Find(column) is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : null;

    public double? Real(string column) => Find(column) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public IReadOnlyList<string> Texts(string column) => Find(column) is { ValueKind: JsonValueKind.Array } value
        ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")]
        : [];

    public IReadOnlyList<CatalogRow> Rows(string column) => Find(column) is { ValueKind: JsonValueKind.Array } value
        ? [.. value.EnumerateArray().Select(item => new CatalogRow(item))]
        : [];

    public CatalogRow? Row(string column) => Find(column) is { ValueKind: JsonValueKind.Object } value ? new(value) : null;

    private JsonElement? Find(string column) => row.TryGetProperty(column, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
