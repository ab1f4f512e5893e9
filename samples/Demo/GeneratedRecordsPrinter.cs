namespace LifeOps.Demo;

/// <summary>Shows where the generated records are.</summary>
internal static class GeneratedRecordsPrinter
{
    public static void Print(string folder, string root)
    {
        Console.WriteLine();
        Console.WriteLine("Generated records:");
        foreach (var project in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var files = Directory.GetFiles(project, "*.g.cs", SearchOption.AllDirectories).Where(file => file.Contains("RowRecordGenerator", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
            if (files.Length == 0)
                continue;
            Console.WriteLine($"  {Path.GetRelativePath(root, Path.GetDirectoryName(files[0])!).Replace('\\', '/')} ({files.Length} files)");
            foreach (var file in files)
                Console.WriteLine($"    {Path.GetFileName(file)}");
        }
    }
}
