using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Review;

namespace LifeOps.DbAnalyzers.Tool.Tests.Review;

/// <summary>A temporary folder with files to review, deleted at the end.</summary>
internal sealed class ReviewFolder : IDisposable
{
    public ReviewFolder(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
            Write(path, text);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("lifeops-review-").FullName;

    public void Write(string path, string text)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public Task<ReviewReport> ReviewAsync(string path = "", CancellationToken cancellationToken = default) =>
        new ReviewRunner(new Progress<string>()).RunAsync(System.IO.Path.Combine(Path, path), server: null, live: null, cancellationToken);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
