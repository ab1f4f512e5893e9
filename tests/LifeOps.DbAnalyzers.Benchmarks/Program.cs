using LifeOps.DbAnalyzers.Benchmarks;

// dotnet run -c Release --project tests/LifeOps.DbAnalyzers.Benchmarks [read] [generator]
if (args.Length == 0 || args.Contains("read"))
    await ReadBenchmark.RunAsync();
if (args.Length == 0 || args.Contains("generator"))
    GeneratorBenchmark.Run();
