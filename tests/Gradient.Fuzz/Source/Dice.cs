namespace DiffGen.Fuzz.Source;

/// <summary>The random choices of one program: the same seed, the same program.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int count) => _random.Next(count);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>A choice by weight; one that has nothing to offer returns null, and another is taken. Null if none has.</summary>
    public string? Weighted(IReadOnlyList<(int Weight, Func<string?> Make)> choices)
    {
        List<(int Weight, Func<string?> Make)> left = [.. choices];
        while (left.Count > 0)
        {
            int at = _random.Next(left.Sum(choice => choice.Weight)), index = 0;
            while (at >= left[index].Weight) at -= left[index++].Weight;
            if (left[index].Make() is { } text) return text;
            left.RemoveAt(index);
        }
        return null;
    }

    /// <summary>A value for an argument, with few digits.</summary>
    public double Number() => Math.Round((_random.NextDouble() * 4) - 2, 4);
}
