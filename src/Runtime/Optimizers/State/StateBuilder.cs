using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Makes the state of an optimizer before its first step, and knows it by name from then on.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class StateBuilder<T> where T : IFloatingPointIeee754<T>
{
    private readonly Dictionary<string, T[]> _arrays = new(StringComparer.Ordinal);
    private readonly List<StateScalar> _scalars = [];

    internal StateBuilder(int length) => Length = length;

    /// <summary>The number of parameters.</summary>
    public int Length { get; }

    internal IReadOnlyDictionary<string, T[]> Arrays => _arrays;

    internal IReadOnlyList<StateScalar> Scalars => _scalars;

    /// <summary>Makes an array with one zero per parameter, which is saved and restored in place.</summary>
    /// <param name="name">Its name, unique.</param>
    /// <returns>The array.</returns>
    public T[] Array(string name) => Array(name, Length);

    /// <summary>Makes an array of zeros, which is saved and restored in place.</summary>
    /// <param name="name">Its name, unique.</param>
    /// <param name="length">Its length.</param>
    /// <returns>The array.</returns>
    public T[] Array(string name, int length)
    {
        var array = new T[length];
        _arrays.Add(name, array);
        return array;
    }

    /// <summary>Makes a number, which is saved and restored in place.</summary>
    /// <param name="name">Its name, unique.</param>
    /// <param name="initial">Its value before the first step.</param>
    /// <returns>The number.</returns>
    public StateScalar Scalar(string name, double initial)
    {
        var scalar = new StateScalar(name, initial);
        _scalars.Add(scalar);
        return scalar;
    }
}
