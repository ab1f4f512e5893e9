using LifeOps.DbAnalyzers.Benchmarks;

// dotnet run -c Release --project tests/LifeOps.DbAnalyzers.Benchmarks [read] [generator] [effects [rounds]]
if (args.Length == 0 || args.Contains("read"))
    await ReadBenchmark.RunAsync();
if (args.Length == 0 || args.Contains("generator"))
    GeneratorBenchmark.Run();
if (args.Length == 0 || args.Contains("effects"))
    await EffectsBenchmark.RunAsync(args.Select(arg => int.TryParse(arg, out var rounds) ? rounds : 0).DefaultIfEmpty(0).Max() is > 0 and var given ? given : 3);
