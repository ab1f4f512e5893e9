using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;

namespace LifeOps.PostgreSql.Benchmarks;

/// <summary>
/// Statements and bytes per second on one thread, bytes allocated per byte of SQL, and the ratio to PostgreSQL's own parser
/// as WebAssembly (npm: libpg-query) on the same statements in the same run.
/// </summary>
internal static class SpeedReport
{
    /// <summary>The folder that has node_modules/libpg-query; without it the one of this project is tried.</summary>
    private const string PackageFolderVariable = "LIBPG_QUERY_FOLDER";

    /// <summary>Enough for the JIT to reach its last tier, whose compilations run beside the measurement.</summary>
    private const int Rounds = 60;

    /// <summary>Statements that are timed together, here and in libpg-query-speed.mjs.</summary>
    private const int SliceLength = 400;

    public static int Run()
    {
        var dump = BenchmarkTexts.Dump();
        var statements = BenchmarkTexts.RegressionStatements();
        Print("dump-like text", [dump]);
        if (statements is null)
        {
            Console.WriteLine("regression statements: skipped, ../shared/corpus is not there");
            return 0;
        }

        var ours = Print("regression statements", statements);
        if (MeasureLibPgQuery(statements) is { } theirs)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"libpg-query wasm, same statements: {theirs:N0} statements/s; ours is {ours / theirs:F1} times as fast"));
        }
        else
        {
            Console.WriteLine($"libpg-query wasm: skipped (node or node_modules/libpg-query missing; set {PackageFolderVariable} to the folder that has node_modules)");
        }

        return 0;
    }

    /// <summary>
    /// Statements per second: the sum of the best times of slices of the texts, so that what else runs on the machine counts as little
    /// as possible.
    /// </summary>
    private static double Print(string name, string[] texts)
    {
        long bytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text));
        var slices = texts.Chunk(SliceLength).ToArray();
        var best = new double[slices.Length];
        Array.Fill(best, double.MaxValue);
        var count = 0;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var before = GC.GetAllocatedBytesForCurrentThread();
            count = 0;
            for (var i = 0; i < slices.Length; i++)
            {
                var watch = Stopwatch.GetTimestamp();
                foreach (var text in slices[i])
                    count += SqlParser.Parse(text).Statements.Count;
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(watch).TotalSeconds);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var seconds = best.Sum();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {count:N0} statements, {bytes / 1e6:F1} MB, best of {Rounds}: {count / seconds:N0} statements/s, {bytes / seconds / 1e6:F1} MB/s, {(double)allocated / bytes:F1} bytes allocated per byte of SQL"));
        return count / seconds;
    }

    private static double? MeasureLibPgQuery(string[] statements)
    {
        var project = Path.Combine(SharedFiles.RepositoryRoot, "tests", "LifeOps.PostgreSql.Benchmarks");
        var folder = Environment.GetEnvironmentVariable(PackageFolderVariable) ?? project;
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "libpg-query")))
            return null;

        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(project, "libpg-query-speed.mjs"));
        start.ArgumentList.Add(Path.GetFullPath(folder));
        try
        {
            using var node = Process.Start(start)!;
            JsonSerializer.Serialize(node.StandardInput.BaseStream, statements);
            node.StandardInput.Close();
            var answer = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            return double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var perSecond) ? perSecond : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No node on this machine.
            return null;
        }
    }
}
