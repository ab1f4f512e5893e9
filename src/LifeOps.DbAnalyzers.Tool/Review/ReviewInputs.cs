namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>What there is to review at a path.</summary>
/// <param name="Root">The folder that places in the report are relative to.</param>
/// <param name="SqlFiles">Full paths of the .sql files, in ordinal order.</param>
/// <param name="Solution">The solution to load; null when projects are loaded one by one.</param>
/// <param name="Projects">Full paths of C# projects when there is no solution.</param>
/// <param name="IsSingleSqlFile">Whether the path named one .sql file: then it is the schema, whatever its name.</param>
internal sealed record ReviewInputs(string Root, IReadOnlyList<string> SqlFiles, string? Solution, IReadOnlyList<string> Projects, bool IsSingleSqlFile)
{
    private static readonly string[] SolutionExtensions = [".sln", ".slnx"];

    /// <summary>Looks at a .sql file, a project, a solution or a folder.</summary>
    /// <exception cref="FormatException">The path does not exist, or is a file of another kind.</exception>
    public static ReviewInputs Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            return FindInFolder(full);
        if (!File.Exists(full))
            throw new FormatException($"There is no file or folder {path}.");

        var folder = Path.GetDirectoryName(full)!;
        var extension = Path.GetExtension(full).ToLowerInvariant();
        if (extension == ".sql")
            return new(folder, [full], null, [], IsSingleSqlFile: true);
        if (extension == ".csproj")
            return new(folder, [.. FilesBelow(folder).Where(IsSql)], null, [full], IsSingleSqlFile: false);
        if (SolutionExtensions.Contains(extension))
            return new(folder, [.. FilesBelow(folder).Where(IsSql)], full, [], IsSingleSqlFile: false);
        throw new FormatException($"{path} is no .sql file, C# project (.csproj), solution (.sln, .slnx) or folder.");
    }

    private static ReviewInputs FindInFolder(string folder)
    {
        var files = FilesBelow(folder).ToList();
        var solutions = files.Where(file => Path.GetDirectoryName(file) == folder && SolutionExtensions.Contains(Path.GetExtension(file).ToLowerInvariant())).ToList();
        var solution = solutions.Count == 1 ? solutions[0] : null;
        return new(
            folder,
            [.. files.Where(IsSql)],
            solution,
            solution is null ? [.. files.Where(file => file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))] : [],
            IsSingleSqlFile: false);
    }

    private static bool IsSql(string file) => file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    // Build output, packages and hidden folders hold copies; a link may lead in a circle.
    private static IEnumerable<string> FilesBelow(string folder)
    {
        var files = new List<string>();
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var current))
        {
            foreach (var entry in new DirectoryInfo(current).EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            {
                if (entry is FileInfo)
                    files.Add(entry.FullName);
                else if (!entry.Name.StartsWith('.') && entry.Name is not ("bin" or "obj" or "node_modules"))
                    pending.Push(entry.FullName);
            }
        }

        return files.Order(StringComparer.Ordinal);
    }
}
