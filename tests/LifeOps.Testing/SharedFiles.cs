using System.Runtime.CompilerServices;

namespace LifeOps.Testing;

/// <summary>Finds files of the repository, and of the evidence folder beside it that may be absent.</summary>
public static class SharedFiles
{
    /// <summary>The top folder of the repository.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The evidence folder <c>../shared</c>; null when it is not there.</summary>
    public static string? SharedFolder { get; } = ExistingDirectory(Path.Combine(RepositoryRoot, "..", "shared"));

    /// <summary>Full path of a file below <c>../shared</c>; null when it is not there.</summary>
    public static string? Find(params string[] parts)
    {
        if (SharedFolder is null)
            return null;
        var path = Path.Combine([SharedFolder, .. parts]);
        return File.Exists(path) ? path : null;
    }

    private static string FindRepositoryRoot([CallerFilePath] string thisFile = "")
    {
        // The source path is right on the machine that built the tests, deterministic builds excepted: then the output folder lies below the root.
        foreach (var start in new[] { Path.GetDirectoryName(thisFile), AppContext.BaseDirectory })
        {
            for (var folder = start; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "LifeOps.DbAnalyzers.sln")))
                    return folder;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds LifeOps.DbAnalyzers.sln.");
    }

    private static string? ExistingDirectory(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : null;
}
