namespace DiffGen;

/// <summary>What a differentiated method can say about its own derivative.</summary>
public static partial class Gradient
{
    /// <summary>The value itself, with derivative zero.</summary>
    /// <param name="value">A value.</param>
    /// <returns>The same value.</returns>
    public static double Stop(double value) => value;

    /// <inheritdoc cref="Stop(double)"/>
    public static float Stop(float value) => value;

    /// <inheritdoc cref="Stop(double)"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static T Stop<T>(T value) => value;
}
