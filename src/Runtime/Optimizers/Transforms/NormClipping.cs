using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Shortens vectors.</summary>
internal static class NormClipping
{
    /// <summary>
    /// v ← v · limit / ‖v‖ where ‖v‖ is above the limit, the norm being Euclidean and taken in double precision. A norm that isn't
    /// finite leaves components that aren't either.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vector">The vector.</param>
    /// <param name="limit">The limit.</param>
    public static void Clip<T>(Span<T> vector, double limit) where T : IFloatingPointIeee754<T>
    {
        double norm = Sums.Norm<T>(vector);
        if (norm > limit)
            Elementwise.Run(new ScaleRule<T>(limit / norm), vector, vector);
    }
}
