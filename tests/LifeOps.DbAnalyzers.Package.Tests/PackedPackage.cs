using System.Globalization;
using LifeOps.Testing;

namespace LifeOps.DbAnalyzers.Package.Tests;

/// <summary>The package, packed once per test run into a feed folder of its own, and a package folder that starts empty.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lifeops-package-").FullName;

    public PackedPackage()
    {
        Feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        Version = "0.1.0-test." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        Require("pack", Path.Combine(SharedFiles.RepositoryRoot, "src", "LifeOps.DbAnalyzers.Package"), "-c", "Release", "-v", "quiet", "--nologo", $"-p:Version={Version}", "-o", Feed);
    }

    public string Version { get; }

    /// <summary>Folder with the packed file and nothing else.</summary>
    public string Feed { get; }

    public string File => Path.Combine(Feed, $"LifeOps.DbAnalyzers.{Version}.nupkg");

    /// <summary>A new folder for a project, with a nuget.config that knows the feed.</summary>
    public string CreateProjectFolder(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        System.IO.File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        return folder;
    }

    /// <summary>Runs the .NET CLI with a package folder that was empty when this run of the tests began.</summary>
    public ProcessResult DotNet(string workingDirectory, params string[] arguments) =>
        ProcessRunner.Run("dotnet", arguments, workingDirectory, new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
            ["MSBUILDDISABLENODEREUSE"] = "1",
        });

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A compiler server may still hold the analyzers; the folder is temporary anyway.
        }
    }

    private static void Require(params string[] arguments)
    {
        var result = ProcessRunner.Run("dotnet", arguments, SharedFiles.RepositoryRoot);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed: {result.Output}");
    }
}

/// <summary>One packed package for all tests of this project; they also share its package folder, so they run one after the other.</summary>
[Xunit.CollectionDefinition(Name)]
public sealed class PackedPackageCollection : Xunit.ICollectionFixture<PackedPackage>
{
    public const string Name = "packed package";
}
