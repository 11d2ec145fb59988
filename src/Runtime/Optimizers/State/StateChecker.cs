using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Compares the shape of a state with what is needed.</summary>
internal static class StateChecker
{
    /// <summary>Refuses a state with other names or lengths, or a number that isn't finite.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="scalars">The numbers that are needed.</param>
    /// <param name="arrays">The arrays that are needed.</param>
    /// <param name="parts">How many parts are needed.</param>
    /// <exception cref="ArgumentException">It isn't what is needed.</exception>
    public static void Check<T>(
        OptimizerState<T> state, IReadOnlyList<StateScalar> scalars, IReadOnlyDictionary<string, T[]> arrays, int parts)
        where T : IFloatingPointIeee754<T>
    {
        CheckNames(state.Kind, "numbers", state.Scalars?.Keys, [.. scalars.Select(scalar => scalar.Name)]);
        CheckNames(state.Kind, "arrays", state.Arrays?.Keys, [.. arrays.Keys]);
        foreach ((string name, double value) in state.Scalars!)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"The number '{name}' in the state of {state.Kind} is {value}", nameof(state));
        }

        foreach ((string name, T[] array) in arrays)
        {
            if (state.Arrays![name]?.Length != array.Length)
            {
                throw new ArgumentException(
                    $"The array '{name}' in the state of {state.Kind} must have length {array.Length}, but has length "
                    + $"{state.Arrays[name]?.Length ?? 0}",
                    nameof(state));
            }
        }

        if (state.Parts?.Count != parts)
        {
            throw new ArgumentException(
                $"The state of {state.Kind} must have {parts} parts, but has {state.Parts?.Count ?? 0}", nameof(state));
        }

        if (state.Parts.Any(part => part is null))
            throw new ArgumentException($"A part of the state of {state.Kind} is missing", nameof(state));
    }

    private static void CheckNames(string kind, string what, IEnumerable<string>? actual, string[] expected)
    {
        if (actual is null || !expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)))
        {
            throw new ArgumentException(
                $"The state of {kind} must have the {what} [{string.Join(", ", expected)}], but has "
                + $"[{string.Join(", ", actual ?? [])}]",
                "state");
        }
    }
}
