using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Groups E and F: mutual recursion, recursion to a tolerance.</summary>
public static partial class RecursiveAlgorithms
{
    internal static TestProgram[] Programs =>
    [
        new("E7", at => E7(at[0]), (at, g) => E7Gradient(at[0], out g[0]), (at, s, d) => E7Pullback(at[0], s, ref d[0])),
        new("F28", at => F28(at[0]), (at, g) => F28Gradient(at[0], out g[0]), (at, s, d) => F28Pullback(at[0], s, ref d[0])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E7(double x) => Even(4, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F28(double b)
    {
        double first = Math.Sin(0);
        double middle = Math.Sin(b / 2);
        double last = Math.Sin(b);
        return Simpson(0, b, first, middle, last, b / 6 * (first + 4 * middle + last), 1e-9);
    }

    private static double Even(int n, double x) => n == 0 ? 1 : x * Odd(n - 1, x);

    private static double Odd(int n, double x) => n == 0 ? x : Even(n - 1, x) + x;

    private static double Simpson(double a, double b, double first, double middle, double last, double whole, double tolerance)
    {
        double m = (a + b) / 2;
        double lower = Math.Sin((a + m) / 2);
        double upper = Math.Sin((m + b) / 2);
        double left = (m - a) / 6 * (first + 4 * lower + middle);
        double right = (b - m) / 6 * (middle + 4 * upper + last);
        double difference = left + right - whole;
        if (Math.Abs(difference) <= 15 * tolerance)
            return left + right + difference / 15;
        return Simpson(a, m, first, lower, middle, left, tolerance / 2) + Simpson(m, b, middle, upper, last, right, tolerance / 2);
    }
}
