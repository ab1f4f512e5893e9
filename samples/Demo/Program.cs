using System.Globalization;
using LifeOps.Demo;

// Packs the package, builds the sample services that reference it, and shows what a user of the package sees.
var repository = Repository.Find();
var output = Path.Combine(repository.Root, "artifacts", "demo");
if (Directory.Exists(output))
    Directory.Delete(output, recursive: true);
Directory.CreateDirectory(output);

// A version of its own for each run: NuGet never looks again at a version that it has already unpacked.
var version = "0.1.0-local." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
Console.WriteLine($"Packing LifeOps.DbAnalyzers {version}");
repository.RemoveLocalPackages();
if (!repository.DotNet("pack", "src/LifeOps.DbAnalyzers.Package", "-c", "Release", "-v", "quiet", "--nologo", $"-p:Version={version}"))
    return 1;

var findings = new List<Finding>();
foreach (var sample in Repository.Samples)
{
    Console.WriteLine($"Building samples/{sample} with the package");
    if (!repository.DotNet(
        "build", "samples/" + sample, "-c", "Release", "-v", "quiet", "--nologo", "--no-incremental", "--force", "-clp:ErrorsOnly",
        $"-p:LifeOpsDbAnalyzersVersion={version}", $"-p:LifeOpsDemoOutput={output}"))
    {
        return 1;
    }

    findings.AddRange(SarifReader.Read(Path.Combine(output, sample + ".sarif"), repository.Root));
}

FindingsPrinter.Print(findings);
GeneratedRecordsPrinter.Print(Path.Combine(output, "generated"), repository.Root);
return Expectations.Check(findings) ? 0 : 1;
