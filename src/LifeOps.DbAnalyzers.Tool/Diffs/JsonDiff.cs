using System.Text.Encodings.Web;
using System.Text.Json;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Schema.Comparison;

namespace LifeOps.DbAnalyzers.Tool.Diffs;

/// <summary>Changes for programs. The shape is documented in the tool's README; <c>format</c> rises when a reader would have to change.</summary>
internal static class JsonDiff
{
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, string before, string after, ValueList<SchemaChange> changes)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("format", FormatVersion);
        json.WriteString("old", before);
        json.WriteString("new", after);
        json.WriteStartArray("changes");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("change", change.Kind.ToString().ToLowerInvariant());
            json.WriteString("kind", change.ObjectKind);
            json.WriteString("name", change.Name);
            if (change.Owner is not null)
                json.WriteString("owner", change.Owner);
            json.WriteStartArray("properties");
            foreach (var property in change.Properties)
            {
                json.WriteStartObject();
                json.WriteString("name", property.Name);
                json.WriteString("old", property.Before);
                json.WriteString("new", property.After);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
