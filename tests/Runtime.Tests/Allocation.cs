namespace DiffGen.Tests;

/// <summary>Measures the heap allocation of the current thread.</summary>
internal static class Allocation
{
    /// <summary>The bytes that repetitions of an action allocate, after warming up: the least of several rounds, since a
    /// collection that another thread triggers may count for this one.</summary>
    /// <param name="action">The action.</param>
    /// <param name="repetitions">How often it runs in a round.</param>
    /// <returns>The bytes of one round.</returns>
    public static long Of(Action action, int repetitions = 100)
    {
        for (int i = 0; i < 3; i++)
            action();
        long least = long.MaxValue;
        for (int round = 0; round < 5 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < repetitions; i++)
                action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
