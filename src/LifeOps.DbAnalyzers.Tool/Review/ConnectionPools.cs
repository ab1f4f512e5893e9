using System.Globalization;
using System.Text.Json;
using LifeOps.DbAnalyzers.Tool.LiveChecks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Finds the connection strings of projects, in C# literals and in appsettings files: each different one is a pool.</summary>
internal sealed class ConnectionPools(ReportPlaces places)
{
    private readonly Dictionary<string, ConnectionPool> _pools = [];

    public async Task<IReadOnlyList<ConnectionPool>> FindAsync(IEnumerable<LoadedProject> projects, CancellationToken cancellationToken)
    {
        foreach (var project in projects)
        {
            foreach (var document in project.Project.Documents.Where(document => document.FilePath is not null))
            {
                var root = await document.GetSyntaxRootAsync(cancellationToken);
                foreach (var token in root?.DescendantTokens() ?? [])
                {
                    if (token.IsKind(SyntaxKind.StringLiteralToken))
                        Add(token.ValueText, $"{places.FileOf(document.FilePath!)}:{(token.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture)}");
                }
            }

            if (Path.GetDirectoryName(project.Project.FilePath) is { } folder)
            {
                foreach (var file in Directory.GetFiles(folder, "appsettings*.json").Order(StringComparer.Ordinal))
                    await AddSettingsAsync(file, cancellationToken);
            }
        }

        return [.. _pools.Values];
    }

    private async Task AddSettingsAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            AddStrings(settings.RootElement, places.FileOf(file));
        }
        catch (JsonException)
        {
            // A template of another tool; the service itself would say what is wrong with it.
        }
    }

    private void AddStrings(JsonElement element, string place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Add(element.GetString()!, place);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    AddStrings(member.Value, place);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    AddStrings(item, place);
                break;
        }
    }

    private void Add(string text, string place)
    {
        // Npgsql decides: a text that it reads, and that names a host and something else, is a connection string.
        if (!text.Contains('=', StringComparison.Ordinal) || !text.Contains(';', StringComparison.Ordinal))
            return;
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new(text);
        }
        catch (ArgumentException)
        {
            return;
        }

        if (string.IsNullOrEmpty(settings.Host) || !settings.Pooling)
            return;

        // The password is no part of what is kept.
        settings.Password = null;
        _pools.TryAdd(settings.ConnectionString, new(place, settings.MaxPoolSize));
    }
}
