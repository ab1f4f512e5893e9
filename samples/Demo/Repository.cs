using System.Diagnostics;

namespace LifeOps.Demo;

/// <summary>The clone that the demo runs in.</summary>
internal sealed class Repository(string root)
{
    /// <summary>The services, by folder below samples.</summary>
    public static readonly string[] Samples = ["LifeOps.Api", "LifeOps.Stats", "LifeOps.Stats.Import"];

    public string Root { get; } = root;

    public static Repository Find()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "LifeOps.DbAnalyzers.sln")))
                    return new(folder);
            }
        }

        throw new DirectoryNotFoundException("Run the demo inside a clone of the repository.");
    }

    /// <summary>Removes packages of earlier runs, so that a floating version finds the new one.</summary>
    public void RemoveLocalPackages()
    {
        var feed = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "packages"));
        foreach (var package in feed.GetFiles("LifeOps.DbAnalyzers.*.nupkg"))
            package.Delete();
    }

    /// <summary>Runs the .NET CLI in the clone; what it prints is shown when it fails.</summary>
    public bool DotNet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        // The properties of the run that started the demo must not reach the builds that it starts.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        if (process.ExitCode == 0)
            return true;

        Console.Error.WriteLine($"dotnet {string.Join(' ', arguments)} failed:");
        Console.Error.WriteLine(output);
        return false;
    }
}
