using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>Points of a piecewise schedule, by step.</summary>
internal sealed class PointTable
{
    private readonly long[] _steps;
    private readonly double[] _rates;

    /// <summary>Checks and copies points.</summary>
    /// <param name="points">The points.</param>
    /// <exception cref="ArgumentException">There is none, or they don't ascend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A learning rate is negative or not finite.</exception>
    public PointTable(ReadOnlySpan<SchedulePoint> points)
    {
        if (points.IsEmpty)
            throw new ArgumentException("A piecewise schedule needs a point", nameof(points));
        _steps = new long[points.Length];
        _rates = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            _steps[i] = points[i].Step;
            _rates[i] = Require.NonNegative(points[i].Rate, nameof(SchedulePoint.Rate));
        }

        Ascending.Check(_steps, nameof(points));
    }

    /// <summary>How many there are.</summary>
    public int Count => _steps.Length;

    /// <summary>One of them.</summary>
    public SchedulePoint this[int index] => new(_steps[index], _rates[index]);

    /// <summary>The index of the last point that isn't after a step; -1 if all are.</summary>
    public int LastUpTo(long step)
    {
        int index = Array.BinarySearch(_steps, step);
        return index >= 0 ? index : ~index - 1;
    }
}
