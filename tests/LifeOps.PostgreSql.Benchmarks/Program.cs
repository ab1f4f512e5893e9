using BenchmarkDotNet.Running;
using LifeOps.PostgreSql.Benchmarks;

// dotnet run -c Release --project tests/LifeOps.PostgreSql.Benchmarks -- agreement | speed | fuzz [count] | BenchmarkDotNet's own arguments
return args switch
{
    ["agreement", .. var rest] => AgreementReport.Run(rest),
    ["fuzz", .. var rest] => FuzzReport.Run(rest),
    ["speed", ..] => SpeedReport.Run(),
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(ParserBenchmarks).Assembly).Run(args);
    return 0;
}
