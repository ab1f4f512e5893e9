using System.Diagnostics;
using System.Globalization;
using LifeOps.PostgreSql.Tests.Syntax;
using LifeOps.PostgreSql.Tests.Syntax.Fuzz;

namespace LifeOps.PostgreSql.Benchmarks;

/// <summary>Parses any number of fuzzed texts on all processors. Arguments: how many (1,000,000), and a seed (the time).</summary>
internal static class FuzzReport
{
    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? long.Parse(args[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 1_000_000;
        var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount;
        Console.WriteLine($"{count:N0} texts, seed {seed}");

        var watch = Stopwatch.StartNew();
        var threads = Environment.ProcessorCount;
        long done = 0;
        long characters = 0;
        var failures = 0;
        using var watchdog = new Timer(
            _ =>
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,8:F0} s: {Interlocked.Read(ref done):N0} texts, {failures} failures"));
            },
            null,
            30_000,
            30_000);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var fuzzer = new SqlFuzzer(unchecked(seed + (thread * 7919)), SeedStatements.All);
            for (var i = thread; i < count; i += threads)
            {
                var text = fuzzer.Next();
                var started = Stopwatch.GetTimestamp();
                try
                {
                    RoundTrip.Check(text);
                }
                catch (Exception exception)
                {
                    if (Interlocked.Increment(ref failures) <= 20)
                        Console.WriteLine($"{exception.GetType().Name}: {exception.Message}\n{exception.StackTrace}\n--- {text}\n---");
                }

                if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(2))
                    Console.WriteLine($"slow ({Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s): {text}");
                Interlocked.Increment(ref done);
                Interlocked.Add(ref characters, text.Length);
            }
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{done:N0} texts, {characters / 1e6:F0} million characters, {failures} failures, {watch.Elapsed.TotalSeconds:F0} s"));
        return failures == 0 ? 0 : 1;
    }
}
