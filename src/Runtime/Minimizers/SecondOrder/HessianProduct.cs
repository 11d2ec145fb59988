using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>Products of the second derivatives with directions, which are counted.</summary>
/// <param name="function">The function.</param>
/// <param name="run">The bookkeeping.</param>
internal sealed class HessianProduct(HvpFunction<double> function, MinimizationRun run)
{
    /// <summary>Computes a product.</summary>
    /// <param name="x">The point.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="product">Receives the product.</param>
    /// <returns>Whether it could be had: an evaluation was allowed, and all components are finite.</returns>
    public bool Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> direction, Span<double> product)
    {
        if (run.Interruption is not null)
            return false;
        run.CountSecondDerivative();
        function(x, direction, product);
        return Finite.All<double>(product);
    }
}
