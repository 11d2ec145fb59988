namespace DiffGen.Tests.Infrastructure;

/// <summary>Measures the scratch memory that a generated method takes from the pool.</summary>
internal static class Scratch
{
    /// <summary>The bytes that the first call on a new thread allocates: workspaces are pooled per thread, so there is none yet.</summary>
    /// <param name="call">The call.</param>
    public static long Of(Action call)
    {
        // Whatever the process itself makes once is made here.
        OnNewThread(call);
        return OnNewThread(call);
    }

    private static long OnNewThread(Action call)
    {
        long bytes = 0;
        var thread = new Thread(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();
        return bytes;
    }
}
