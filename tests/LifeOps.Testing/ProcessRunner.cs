using System.Diagnostics;

namespace LifeOps.Testing;

/// <summary>What a process left behind.</summary>
public sealed record ProcessResult(int ExitCode, string Output);

/// <summary>Runs a program to its end, with its arguments passed as they are (no shell).</summary>
public static class ProcessRunner
{
    /// <exception cref="TimeoutException">The program did not end in time; it was killed.</exception>
    public static ProcessResult Run(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException("Not started: " + fileName);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(timeout ?? TimeSpan.FromMinutes(10)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{fileName} did not end in time.");
        }

        // A daemon started by the program (pg_ctl start) may keep the pipes open: what has been written by now is all there is to read.
        Task.WaitAll([output, error], TimeSpan.FromSeconds(5));
        return new(process.ExitCode, (output.IsCompletedSuccessfully ? output.Result : "") + (error.IsCompletedSuccessfully ? error.Result : ""));
    }
}
