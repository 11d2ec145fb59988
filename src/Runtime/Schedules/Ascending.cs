namespace DiffGen.Schedules;

/// <summary>The check of steps that a schedule is given.</summary>
internal static class Ascending
{
    /// <summary>Refuses steps that are negative or don't ascend.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentException">They don't.</exception>
    public static void Check(ReadOnlySpan<long> steps, string name)
    {
        long last = -1;
        foreach (long step in steps)
        {
            if (step <= last)
                throw new ArgumentException($"Steps must ascend and not be negative, but they are {string.Join(", ", steps.ToArray())}", name);
            last = step;
        }
    }
}
