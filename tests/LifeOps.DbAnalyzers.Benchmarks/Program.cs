using System.Globalization;
using LifeOps.DbAnalyzers.Benchmarks;

// dotnet run -c Release --project tests/LifeOps.DbAnalyzers.Benchmarks [-- [read] [generator] [effects] [snapshot] [rounds]]
string[] modes = ["read", "generator", "effects", "snapshot"];
var chosen = args.Intersect(modes).ToList();
var rounds = args.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var count) ? count : (int?)null).FirstOrDefault(count => count > 0);
if (chosen.Count == 0)
    chosen.AddRange(modes);
if (chosen.Contains("read"))
    await ReadBenchmark.RunAsync(rounds);
if (chosen.Contains("generator"))
    GeneratorBenchmark.Run();
if (chosen.Contains("effects"))
    await EffectsBenchmark.RunAsync(rounds ?? 3);
if (chosen.Contains("snapshot"))
    await SnapshotBenchmark.RunAsync(rounds ?? 7);
