using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LifeOps.PostgreSql.Tests.Syntax.Fuzz;

/// <summary>Seconds of processor time that this thread has used: what other programs of a busy machine use does not count.</summary>
internal static class ThreadTime
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID of Linux.</summary>
    private const int ThreadCpuClock = 3;

    public static double Now
    {
        get
        {
            // Elsewhere the clock on the wall must do.
            if (!OperatingSystem.IsLinux() || GetTime(ThreadCpuClock, out var time) != 0)
                return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            return time.Seconds + (time.Nanoseconds / 1e9);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
