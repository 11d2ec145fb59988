using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>An integer as a sum: how often each value is in it, and a number. Equal where the integers are, whatever wraps around.</summary>
internal sealed class IntegerSum
{
    /// <summary>No longer sums are looked at.</summary>
    private const int Largest = 16;

    private readonly Dictionary<Value, int> _counts = [];
    private int _left = Largest;

    private IntegerSum()
    {
    }

    /// <summary>What is added to the values.</summary>
    public int Number { get; private set; }

    /// <summary>The values and how often each is in it, never 0 times.</summary>
    public IReadOnlyDictionary<Value, int> Counts => _counts;

    /// <summary>A value as the sum of what it was computed from.</summary>
    public static IntegerSum Of(Value value, Effects effects) => new IntegerSum().Plus(value, effects);

    /// <summary>Adds a value.</summary>
    public IntegerSum Plus(Value value, Effects effects)
    {
        Add(value, 1, effects);
        return this;
    }

    /// <summary>Takes a value away.</summary>
    public IntegerSum Minus(Value value, Effects effects)
    {
        Add(value, -1, effects);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public IntegerSum Plus(int number)
    {
        Number = unchecked(Number + number);
        return this;
    }

    public bool Is(Value value) => Number == 0 && _counts.Count == 1 && _counts.TryGetValue(value, out int count) && count == 1;

    public bool IsSame(IntegerSum other) => Number == other.Number && _counts.Count == other._counts.Count && _counts.All(term => other._counts.TryGetValue(term.Key, out int count) && count == term.Value);

    /// <summary>Builds it where each value is there once, or is taken away once, and there is one to begin with.</summary>
    public bool CanBuild => _counts.Values.All(count => count is 1 or -1) && (_counts.Count == 0 || _counts.Values.Contains(1));

    /// <summary>Builds it.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="use">The new value of each value.</param>
    public Value Build(IrBuilder builder, System.Func<Value, Value> use)
    {
        Value sum = Value.None;
        foreach (KeyValuePair<Value, int> term in _counts.OrderBy(term => -term.Value).ThenBy(term => term.Key.Id))
            sum = sum.IsNone ? use(term.Key) : builder.Scalar(term.Value > 0 ? Codes.Add : Codes.Subtract, sum, use(term.Key));
        if (sum.IsNone || Number == int.MinValue) return sum.IsNone ? builder.Int32(Number) : builder.Scalar(Codes.Add, sum, builder.Int32(Number));
        return Number == 0 ? sum : builder.Scalar(Number > 0 ? Codes.Add : Codes.Subtract, sum, builder.Int32(System.Math.Abs(Number)));
    }

    private void Add(Value value, int times, Effects effects)
    {
        if (effects.LiteralOf(value) is { } literal)
        {
            Number = unchecked(Number + (times * (int)literal.Bits));
        }
        else if (_left > 0 && effects.DefinitionOf(value) is ScalarOp { Code: Codes.Add or Codes.Subtract, IsChecked: false } sum)
        {
            _left--;
            Add(sum.Arguments[0], times, effects);
            Add(sum.Arguments[1], sum.Code == Codes.Add ? times : -times, effects);
        }
        else
        {
            int count = (_counts.TryGetValue(value, out int before) ? before : 0) + times;
            if (count == 0) _counts.Remove(value);
            else _counts[value] = count;
        }
    }
}
