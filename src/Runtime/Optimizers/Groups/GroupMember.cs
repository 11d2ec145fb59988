using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>One group at work: its parameters are gathered, moved, and scattered; where they are in one piece, they are moved in place.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GroupMember<T> where T : IFloatingPointIeee754<T>
{
    private readonly (int Offset, int Length)[] _ranges;
    private readonly T[] _parameters;
    private readonly T[] _gradient;

    /// <summary>Makes it for some parameters of a buffer.</summary>
    public GroupMember(IReadOnlyList<ParameterInfo> entries, ParameterGroup<T> group)
    {
        _ranges = [.. Merged(entries)];
        int length = _ranges.Sum(range => range.Length);
        bool isOnePiece = _ranges.Length <= 1;
        _parameters = isOnePiece ? [] : new T[length];
        _gradient = isOnePiece ? [] : new T[length];
        Optimizer = group.Optimizer(Layout(entries));
        Rate = Optimizer.LearningRate * group.RateFactor;
        if (Rate <= 0)
            throw new ArgumentException("The learning rate of a group's optimizer must be above 0 when the groups are made", nameof(group));
    }

    public IOptimizer<T> Optimizer { get; }

    /// <summary>The learning rate at the beginning.</summary>
    public double Rate { get; }

    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (_ranges.Length <= 1)
        {
            (int offset, int length) = _ranges.Length == 0 ? (0, 0) : _ranges[0];
            Optimizer.Step(parameters.Slice(offset, length), gradient.Slice(offset, length));
            return;
        }

        int at = 0;
        foreach ((int offset, int length) in _ranges)
        {
            parameters.Slice(offset, length).CopyTo(_parameters.AsSpan(at));
            gradient.Slice(offset, length).CopyTo(_gradient.AsSpan(at));
            at += length;
        }

        Optimizer.Step(_parameters, _gradient);
        at = 0;
        foreach ((int offset, int length) in _ranges)
        {
            _parameters.AsSpan(at, length).CopyTo(parameters[offset..]);
            at += length;
        }
    }

    private static ParameterLayout Layout(IReadOnlyList<ParameterInfo> entries)
    {
        var moved = new ParameterInfo[entries.Count];
        int offset = 0;
        for (int i = 0; i < moved.Length; i++)
        {
            moved[i] = entries[i] with { Offset = offset };
            offset += entries[i].Length;
        }

        return new ParameterLayout(moved);
    }

    // Neighbours are one range.
    private static IEnumerable<(int Offset, int Length)> Merged(IReadOnlyList<ParameterInfo> entries)
    {
        (int Offset, int Length) last = (0, 0);
        foreach (ParameterInfo entry in entries.Where(entry => entry.Length > 0))
        {
            if (last.Offset + last.Length == entry.Offset && last.Length > 0)
            {
                last.Length += entry.Length;
                continue;
            }

            if (last.Length > 0)
                yield return last;
            last = (entry.Offset, entry.Length);
        }

        if (last.Length > 0)
            yield return last;
    }
}
