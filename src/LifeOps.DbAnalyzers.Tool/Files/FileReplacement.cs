namespace LifeOps.DbAnalyzers.Tool.Files;

/// <summary>Replaces a file so that a failure at any point leaves the old one whole: writes beside it, then renames.</summary>
internal static class FileReplacement
{
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = full + ".tmp-" + Environment.ProcessId;
        try
        {
            await File.WriteAllTextAsync(beside, text, cancellationToken);
            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
