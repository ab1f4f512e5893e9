using System.Runtime;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// No garbage collection until it is disposed. The compiler keeps a gigabyte, and a pause over that is counted to whichever analyzer runs
/// when it comes: half a second of what one of them took may be the collector's.
/// </summary>
internal sealed class NoCollections : IDisposable
{
    private const long Bytes = 6L << 30;

    public NoCollections()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (!GC.TryStartNoGCRegion(Bytes))
            throw new InvalidOperationException("The machine has not the memory to run without collections.");
    }

    public void Dispose()
    {
        if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
            throw new InvalidOperationException("What was measured took more memory than a run without collections has.");
        GC.EndNoGCRegion();
    }
}
