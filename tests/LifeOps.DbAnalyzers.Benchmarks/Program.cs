using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LifeOps.DbAnalyzers.Benchmarks;

// dotnet run -c Release --project tests/LifeOps.DbAnalyzers.Benchmarks [-- [read] [rows] [generator] [effects] [memory] [snapshot] [rounds]]
string[] modes = ["read", "rows", "generator", "effects", "memory", "snapshot"];
var chosen = args.Intersect(modes).ToList();
var rounds = args.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var count) ? count : (int?)null).FirstOrDefault(count => count > 0);
if (chosen.Count == 0)
    chosen.AddRange(modes);
if (chosen.Contains("read"))
    await ReadBenchmark.RunAsync(rounds);
if (chosen.Contains("rows"))
    BenchmarkRunner.Run<RowReading>(DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
if (chosen.Contains("generator"))
    GeneratorBenchmark.Run();
if (chosen.Contains("effects"))
    await EffectsBenchmark.RunAsync(rounds ?? 5);
if (chosen.Contains("memory"))
    await EffectsBenchmark.ReportMemoryAsync();
if (chosen.Contains("snapshot"))
    await SnapshotBenchmark.RunAsync(rounds ?? 7);
