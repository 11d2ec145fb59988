using System.Runtime.CompilerServices;

namespace DiffGen.Numerics;

/// <summary>Range checks of option properties; each returns the value it lets through.</summary>
internal static class Require
{
    /// <summary>A finite number, at least 0.</summary>
    /// <param name="value">The number.</param>
    /// <param name="option">The name of the option.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It isn't.</exception>
    public static double NonNegative(double value, [CallerMemberName] string option = "")
        => double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} must be a finite number, at least 0");

    /// <summary>A number above 0.</summary>
    /// <inheritdoc cref="NonNegative"/>
    public static double Positive(double value, [CallerMemberName] string option = "")
        => double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} must be a finite number above 0");

    /// <summary>A number in [0, 1).</summary>
    /// <inheritdoc cref="NonNegative"/>
    public static double Fraction(double value, [CallerMemberName] string option = "")
        => value >= 0 && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least 0 and below 1");

    /// <summary>A number in (0, 1].</summary>
    /// <inheritdoc cref="NonNegative"/>
    public static double Portion(double value, [CallerMemberName] string option = "")
        => value > 0 && value <= 1
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} must be above 0 and at most 1");

    /// <summary>A finite number that isn't less than a bound.</summary>
    /// <param name="value">The number.</param>
    /// <param name="bound">The least value.</param>
    /// <param name="option">The name of the option.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static double AtLeast(double value, double bound, [CallerMemberName] string option = "")
        => double.IsFinite(value) && value >= bound
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} must be a finite number, at least {bound}");

    /// <summary>An integer that isn't less than a bound.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="bound">The least value.</param>
    /// <param name="option">The name of the option.</param>
    /// <returns>The integer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static int AtLeast(int value, int bound, [CallerMemberName] string option = "")
        => value >= bound
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least {bound}");
}
