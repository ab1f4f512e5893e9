using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using LifeOps.Testing;

namespace LifeOps.PostgreSql.Tests.Syntax.Agreement;

/// <summary>A statement with the verdict of PostgreSQL's own parser (../shared/corpus/README.md).</summary>
public sealed record CorpusStatement
{
    [JsonPropertyName("sql")]
    public required string Sql { get; init; }

    [JsonPropertyName("accepted")]
    public required bool Accepted { get; init; }

    /// <summary>Top-level parse node of the first statement; accepted statements only.</summary>
    [JsonPropertyName("node")]
    public string? Node { get; init; }

    [JsonPropertyName("statements")]
    public int Statements { get; init; }

    /// <summary>Names of the RangeVars, each once.</summary>
    [JsonPropertyName("tables")]
    public string[] Tables { get; init; } = [];

    /// <summary>Numbers of the $n, each once.</summary>
    [JsonPropertyName("params")]
    public int[] Params { get; init; } = [];

    /// <summary>How many parse nodes of each type PostgreSQL's tree has.</summary>
    [JsonPropertyName("nodes")]
    public Dictionary<string, int> Nodes { get; init; } = [];

    [JsonPropertyName("sqlstate")]
    public string? SqlState { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>One-based character (Unicode code point) of the error; 0 when the server gives none.</summary>
    [JsonPropertyName("position")]
    public int Position { get; init; }

    [JsonPropertyName("origin")]
    public string? Origin { get; init; }

    /// <summary>The statements of PostgreSQL's regression suite; null when the file is not there.</summary>
    public static IReadOnlyList<CorpusStatement>? ReadRegression() => Read("pg18-regress.jsonl.gz");

    /// <summary>One-token edits of those; null when the file is not there.</summary>
    public static IReadOnlyList<CorpusStatement>? ReadMutations() => Read("mutations.jsonl.gz");

    private static List<CorpusStatement>? Read(string file) => SharedFiles.Find("corpus", file) is { } path ? ReadFile(path) : null;

    /// <summary>The statements of any file in the corpus's format, packed or not.</summary>
    public static List<CorpusStatement> ReadFile(string path)
    {
        Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var statements = new List<CorpusStatement>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                statements.Add(JsonSerializer.Deserialize<CorpusStatement>(line)!);
        }

        return statements;
    }
}
