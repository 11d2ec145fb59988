using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group D: a matrix as a flat array, a copy that is changed.</summary>
public static partial class FlatArrays
{
    internal static TestProgram[] Programs =>
    [
        new("D13", at => D13(at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2)),
            (at, g) => D13Gradient(at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2), g.AsSpan(0, 2), g.AsSpan(2, 4), g.AsSpan(6, 2)),
            (at, s, d) => D13Pullback(
                at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2), s, d.AsSpan(0, 2), d.AsSpan(2, 4), d.AsSpan(6, 2))),
        new("D13 by rows", at => D13Rows(at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2)),
            (at, g) => D13RowsGradient(at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2), g.AsSpan(0, 2), g.AsSpan(2, 4), g.AsSpan(6, 2)),
            (at, s, d) => D13RowsPullback(
                at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2), s, d.AsSpan(0, 2), d.AsSpan(2, 4), d.AsSpan(6, 2))),
        new("D15", at => D15(at), (at, g) => D15Gradient(at, g), (at, s, d) => D15Pullback(at, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D13(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
                sum += x[i] * a[i * y.Length + j] * y[j];
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D13Rows(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ReadOnlySpan<double> row = a.Slice(i * y.Length, y.Length);
            for (int j = 0; j < row.Length; j++)
                sum += x[i] * row[j] * y[j];
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D15(double[] a)
    {
        double[] b = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
            b[i] = a[i];
        b[0] *= b[1];
        return a[0] * b[0];
    }
}
