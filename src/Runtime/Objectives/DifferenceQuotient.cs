using System.Numerics;

namespace DiffGen;

/// <summary>
/// Central differences of eighth order, at several steps: the best is where neighbours agree most.
/// f′ ≈ (4/5 (f₁ − f₋₁) − 1/5 (f₂ − f₋₂) + 4/105 (f₃ − f₋₃) − 1/280 (f₄ − f₋₄)) / h.
/// B. Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, Math. Comp. 51 (1988).
/// </summary>
/// <param name="Derivatives">Per output.</param>
/// <param name="Uncertainties">Per output: how far the neighbouring steps' are apart.</param>
/// <param name="Steps">Per output: the step taken.</param>
internal sealed record DifferenceQuotient(double[] Derivatives, double[] Uncertainties, double[] Steps)
{
    private const int Scales = 6;

    private static readonly double[] s_weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];

    /// <summary>A function of a point that writes its outputs.</summary>
    internal delegate void Outputs<T>(ReadOnlySpan<T> x, Span<double> outputs);

    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="direction">Where to.</param>
    /// <param name="outputs">How many outputs there are.</param>
    public static DifferenceQuotient Along<T>(Outputs<T> function, ReadOnlySpan<T> x, ReadOnlySpan<double> direction, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double size = 0, length = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (direction[i] == 0)
                continue;
            size = Math.Max(size, Math.Abs(double.CreateTruncating(x[i])));
            length = Math.Max(length, Math.Abs(direction[i]));
        }

        double epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        double first = 8 * Math.Pow(epsilon, 1.0 / 9) * Math.Clamp(size, 1e-2, 1e6) / Math.Max(length, double.Epsilon);
        var all = new double[Scales][];
        for (int k = 0; k < Scales; k++)
            all[k] = At(function, x, direction, first / Math.Pow(4, k), outputs);

        double[] derivatives = new double[outputs], uncertainties = new double[outputs], steps = new double[outputs];
        for (int o = 0; o < outputs; o++)
        {
            uncertainties[o] = double.PositiveInfinity;
            derivatives[o] = double.NaN;
            for (int k = 0; k + 1 < Scales; k++)
            {
                double apart = Math.Abs(all[k][o] - all[k + 1][o]);
                if (!(apart < uncertainties[o]))
                    continue;
                (derivatives[o], uncertainties[o], steps[o]) = (all[k + 1][o], apart, first / Math.Pow(4, k + 1));
            }
        }

        return new DifferenceQuotient(derivatives, uncertainties, steps);
    }

    private static double[] At<T>(Outputs<T> function, ReadOnlySpan<T> x, ReadOnlySpan<double> direction, double h, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] sum = new double[outputs], values = new double[outputs];
        T[] moved = new T[x.Length];
        for (int k = 1; k <= s_weights.Length; k++)
        {
            foreach (int sign in (ReadOnlySpan<int>)[1, -1])
            {
                for (int i = 0; i < x.Length; i++)
                    moved[i] = x[i] + T.CreateTruncating(sign * k * h * direction[i]);
                function(moved, values);
                for (int o = 0; o < outputs; o++)
                    sum[o] += sign * s_weights[k - 1] * values[o];
            }
        }

        for (int o = 0; o < outputs; o++)
            sum[o] /= h;
        return sum;
    }
}
