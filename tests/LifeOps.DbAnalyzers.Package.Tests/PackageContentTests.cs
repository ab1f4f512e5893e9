using System.IO.Compression;
using System.Xml.Linq;
using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.DbAnalyzers.Package.Tests;

[Collection(PackedPackageCollection.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void Files_AreAnalyzersPropsReadmeAndIcon()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var files = archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name[0] != '[').Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "LifeOps.DbAnalyzers.nuspec",
                "README.md",
                "analyzers/dotnet/cs/LifeOps.DbAnalyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/LifeOps.DbAnalyzers.dll",
                "analyzers/dotnet/cs/LifeOps.PostgreSql.dll",
                "buildTransitive/LifeOps.DbAnalyzers.props",
                "buildTransitive/LifeOps.DbAnalyzers.targets",
                "icon.png",
            ],
            files);
    }

    [Fact]
    public void Metadata_MakesItADevelopmentDependencyWithoutDependencies()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = archive.GetEntry("LifeOps.DbAnalyzers.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("LifeOps.DbAnalyzers", Value("id"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void EveryOption_CanBeAnMSBuildProperty()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = archive.GetEntry("buildTransitive/LifeOps.DbAnalyzers.targets")!.Open();
        var visible = XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "CompilerVisibleProperty").Select(element => element.Attribute("Include")!.Value);

        Assert.Empty(RuleOptions.All.Select(option => option.Name.Replace('.', '_')).Except(visible));
    }
}
