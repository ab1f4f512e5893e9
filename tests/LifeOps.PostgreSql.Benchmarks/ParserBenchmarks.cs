using BenchmarkDotNet.Attributes;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Benchmarks;

/// <summary>The parser on the two texts that the speed report measures.</summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private string[] _statements = [];
    private string _dump = "";

    [GlobalSetup]
    public void Setup()
    {
        _statements = BenchmarkTexts.RegressionStatements() ?? [];
        _dump = BenchmarkTexts.Dump();
    }

    [Benchmark]
    public int RegressionStatements()
    {
        var count = 0;
        foreach (var statement in _statements)
            count += SqlParser.Parse(statement).Statements.Count;
        return count;
    }

    [Benchmark]
    public int Dump() => SqlParser.Parse(_dump).Statements.Count;
}
