using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen;

public static partial class Gradient
{
    private const int Directions = 3;

    /// <summary>Compares a gradient with central differences of the values, component by component and along random directions.</summary>
    /// <typeparam name="T"><c>double</c> or <c>float</c>.</typeparam>
    /// <param name="gradient">The function with its gradient, such as a generated <c>MGradient</c>.</param>
    /// <param name="x">The point; away from kinks, where differences mean nothing.</param>
    /// <param name="seed">Of the random directions.</param>
    /// <returns>The component or direction that differs most.</returns>
    public static DerivativeReport Check<T>(GradientFunction<T> gradient, ReadOnlySpan<T> x, ulong seed = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradient);
        T[] g = new T[x.Length];
        gradient(x, g);
        double[] actual = Wide(g);
        var unused = new T[x.Length];
        return Slopes(actual, x, (at, outputs) => outputs[0] = double.CreateTruncating(gradient(at, unused)), seed);
    }

    /// <summary>Compares a derivative along directions with central differences of the values, and with a gradient.</summary>
    /// <typeparam name="T"><c>double</c> or <c>float</c>.</typeparam>
    /// <param name="jvp">The function with its derivative along a direction, such as a generated <c>MJvp</c>.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="x">The point.</param>
    /// <param name="seed">Of the random directions.</param>
    /// <returns>The direction that differs most.</returns>
    public static DerivativeReport Check<T>(JvpFunction<T> jvp, GradientFunction<T> gradient, ReadOnlySpan<T> x, ulong seed = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(jvp);
        ArgumentNullException.ThrowIfNull(gradient);
        T[] g = new T[x.Length], zero = new T[x.Length];
        gradient(x, g);
        double scale = Scale(Wide(g));
        DerivativeReport report = DerivativeReport.Nothing;
        foreach ((int k, double[] direction) in RandomDirections(x.Length, seed))
        {
            jvp(x, Narrow<T>(direction), out T derivative);
            double actual = double.CreateTruncating(derivative);
            DifferenceQuotient quotient = DifferenceQuotient.Along(
                (at, outputs) => outputs[0] = double.CreateTruncating(jvp(at, zero, out _)), x, direction, 1);
            report = report.And(Compared($"directional derivative {k}", -1, actual, quotient, 0, scale))
                .And(Compared($"directional derivative {k} by the gradient", -1, actual, Dot(Wide(g), direction), scale));
        }

        return report;
    }

    /// <summary>Compares Hessian-vector products with central differences of a gradient, and their symmetry: u·Hv = v·Hu.</summary>
    /// <typeparam name="T"><c>double</c> or <c>float</c>.</typeparam>
    /// <param name="hvp">The function with the product of its Hessian and a direction, such as a generated <c>MHvp</c>.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="x">The point.</param>
    /// <param name="seed">Of the random directions.</param>
    /// <returns>The component of a product that differs most.</returns>
    public static DerivativeReport Check<T>(HvpFunction<T> hvp, GradientFunction<T> gradient, ReadOnlySpan<T> x, ulong seed = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(hvp);
        ArgumentNullException.ThrowIfNull(gradient);
        DerivativeReport report = DerivativeReport.Nothing;
        double[]? before = null, beforeProduct = null;
        foreach ((int k, double[] direction) in RandomDirections(x.Length, seed))
        {
            T[] product = new T[x.Length];
            hvp(x, Narrow<T>(direction), product);
            double[] actual = Wide(product);
            double scale = Scale(actual);
            DifferenceQuotient quotient = DifferenceQuotient.Along(Gradients(gradient), x, direction, x.Length);
            for (int i = 0; i < actual.Length; i++)
                report = report.And(Compared($"product {k}[{i}]", i, actual[i], quotient, i, scale));
            if (before is not null)
                report = report.And(Compared($"symmetry of products {k - 1} and {k}", -1, Dot(before, actual), Dot(direction, beforeProduct!), scale));
            (before, beforeProduct) = (direction, actual);
        }

        return report;
    }

    /// <summary>Compares a gradient with central differences of the values, a Hessian with those of the gradient, and its two halves.</summary>
    /// <typeparam name="T"><c>double</c> or <c>float</c>.</typeparam>
    /// <param name="hessian">The function with its gradient and Hessian, such as a generated <c>MHessian</c>.</param>
    /// <param name="x">The point.</param>
    /// <param name="seed">Of the random directions.</param>
    /// <returns>The component that differs most.</returns>
    public static DerivativeReport Check<T>(HessianFunction<T> hessian, ReadOnlySpan<T> x, ulong seed = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(hessian);
        int n = x.Length;
        T[] matrix = new T[checked(n * n)], unused = new T[n * n];
        T Gradient(ReadOnlySpan<T> at, Span<T> g) => hessian(at, g, unused);
        hessian(x, new T[n], matrix);
        double[] actual = Wide(matrix);
        double scale = Scale(actual);
        DerivativeReport report = Check<T>(Gradient, x, seed);
        for (int j = 0; j < n; j++)
        {
            DifferenceQuotient column = DifferenceQuotient.Along(Gradients<T>(Gradient), x, Unit(n, j), n);
            for (int i = 0; i < n; i++)
            {
                report = report.And(Compared($"hessian[{i}, {j}]", j, actual[(i * n) + j], column, i, scale));
                if (i < j)
                    report = report.And(Compared($"symmetry of hessian[{i}, {j}]", j, actual[(i * n) + j], actual[(j * n) + i], scale));
            }
        }

        return report;
    }

    /// <summary>Compares a Jacobian with central differences of the residuals.</summary>
    /// <typeparam name="T"><c>double</c> or <c>float</c>.</typeparam>
    /// <param name="jacobian">The residuals with their Jacobian, such as a generated <c>MJacobian</c>.</param>
    /// <param name="x">The point.</param>
    /// <param name="residuals">The number of residuals.</param>
    /// <returns>The element that differs most.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="residuals"/> is negative.</exception>
    public static DerivativeReport Check<T>(JacobianFunction<T> jacobian, ReadOnlySpan<T> x, int residuals)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(jacobian);
        ArgumentOutOfRangeException.ThrowIfNegative(residuals);
        int n = x.Length;
        T[] matrix = new T[checked(residuals * n)], unused = new T[residuals * n], values = new T[residuals];
        jacobian(x, values, matrix);
        double[] actual = Wide(matrix);
        double scale = Scale(actual);
        DerivativeReport report = DerivativeReport.Nothing;
        for (int j = 0; j < n; j++)
        {
            DifferenceQuotient column = DifferenceQuotient.Along(
                (at, outputs) =>
                {
                    jacobian(at, values, unused);
                    Wide(values).CopyTo(outputs);
                },
                x, Unit(n, j), residuals);
            for (int i = 0; i < residuals; i++)
                report = report.And(Compared($"jacobian[{i}, {j}]", j, actual[(i * n) + j], column, i, scale));
        }

        return report;
    }

    private static DerivativeReport Slopes<T>(double[] actual, ReadOnlySpan<T> x, DifferenceQuotient.Outputs<T> value, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double scale = Scale(actual);
        DerivativeReport report = DerivativeReport.Nothing;
        for (int i = 0; i < actual.Length; i++)
            report = report.And(Compared($"gradient[{i}]", i, actual[i], DifferenceQuotient.Along(value, x, Unit(actual.Length, i), 1), 0, scale));
        foreach ((int k, double[] direction) in RandomDirections(actual.Length, seed))
            report = report.And(Compared($"directional derivative {k}", -1, Dot(actual, direction), DifferenceQuotient.Along(value, x, direction, 1), 0, scale));
        return report;
    }

    private static DifferenceQuotient.Outputs<T> Gradients<T>(GradientFunction<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        => (at, outputs) =>
        {
            T[] g = new T[at.Length];
            gradient(at, g);
            Wide(g).CopyTo(outputs);
        };

    private static DerivativeReport Compared(string name, int component, double actual, DifferenceQuotient expected, int output, double scale)
        => new(1, name, component, actual, expected.Derivatives[output], Error(actual, expected.Derivatives[output], scale), expected.Uncertainties[output] / scale, expected.Steps[output]);

    private static DerivativeReport Compared(string name, int component, double actual, double expected, double scale)
        => new(1, name, component, actual, expected, Error(actual, expected, scale), 0, 0);

    private static double Error(double actual, double expected, double scale)
    {
        double error = Math.Abs(actual - expected) / Math.Max(scale, Math.Abs(expected));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>Errors are in units of the largest derivative; where all are zero, absolute.</summary>
    private static double Scale(double[] derivatives)
    {
        double scale = 0;
        foreach (double derivative in derivatives)
        {
            if (double.IsFinite(derivative))
                scale = Math.Max(scale, Math.Abs(derivative));
        }

        return scale == 0 ? 1 : scale;
    }

    private static IEnumerable<(int Index, double[] Direction)> RandomDirections(int n, ulong seed)
    {
        var random = new Xoshiro256StarStar(seed);
        for (int k = 0; k < Directions; k++)
        {
            double[] direction = new double[n];
            double length = 0;
            for (int i = 0; i < n; i++)
                length += Math.Abs(direction[i] = random.NextNormal());
            // The components' absolute values add up to one: a wrong component errs more than any direction does.
            for (int i = 0; i < n; i++)
                direction[i] /= length;
            yield return (k, direction);
        }
    }

    private static double[] Unit(int n, int index)
    {
        double[] unit = new double[n];
        unit[index] = 1;
        return unit;
    }

    private static double[] Wide<T>(T[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Array.ConvertAll(values, value => double.CreateTruncating(value));

    private static T[] Narrow<T>(double[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Array.ConvertAll(values, T.CreateTruncating);

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
