using System.Numerics;

namespace DiffGen.Tests.Optimizers;

/// <summary>Parameters and gradients without a pattern that an optimizer could be wrong for by luck.</summary>
internal static class Samples
{
    public static T[] Parameters<T>(int length) where T : IFloatingPointIeee754<T>
        => [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(2 * Math.Sin(1.7 * i + 1)))];

    public static T[] Gradient<T>(int length, int step) where T : IFloatingPointIeee754<T>
        => [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(Math.Cos(0.9 * i * (step + 1)) + 0.3 * Math.Sin(i + 2.1 * step)))];
}
