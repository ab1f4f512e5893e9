using System.Text.Json;

namespace LifeOps.Demo;

/// <summary>Reads the compiler's error log (SARIF 2.1.0).</summary>
internal static class SarifReader
{
    /// <summary>The findings of this package's rules that are not suppressed.</summary>
    public static IEnumerable<Finding> Read(string path, string root)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var findings = new List<Finding>();
        foreach (var run in document.RootElement.GetProperty("runs").EnumerateArray())
        {
            var titles = Titles(run);
            foreach (var result in run.GetProperty("results").EnumerateArray())
            {
                var id = result.GetProperty("ruleId").GetString()!;
                var isCrash = id == "AD0001";
                if ((!id.StartsWith("LDB", StringComparison.Ordinal) && !isCrash) || result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0)
                    continue;

                var level = result.TryGetProperty("level", out var given) ? given.GetString()! : "warning";
                var message = result.GetProperty("message").GetProperty("text").GetString()!;
                var (file, line, column) = Place(result, root);
                findings.Add(new(id, titles.GetValueOrDefault(id, id), level, file, line, column, message));
            }
        }

        return findings;
    }

    private static Dictionary<string, string> Titles(JsonElement run)
    {
        var titles = new Dictionary<string, string>();
        if (!run.GetProperty("tool").GetProperty("driver").TryGetProperty("rules", out var rules))
            return titles;
        foreach (var rule in rules.EnumerateArray())
        {
            if (rule.TryGetProperty("shortDescription", out var description))
                titles[rule.GetProperty("id").GetString()!] = description.GetProperty("text").GetString()!;
        }

        return titles;
    }

    private static (string File, int Line, int Column) Place(JsonElement result, string root)
    {
        if (!result.TryGetProperty("locations", out var locations) || locations.GetArrayLength() == 0)
            return ("", 0, 0);
        var place = locations[0].GetProperty("physicalLocation");
        var uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
        var region = place.GetProperty("region");
        return (Path.GetRelativePath(root, path).Replace('\\', '/'), region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32());
    }
}
