namespace DiffGen.Tests.Forms;

/// <summary>Iterations that have a derivative at their end, and such as have none.</summary>
public static partial class FixedPointForms
{
    private const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    /// <summary>Converges by 1 % a trip, to 100·a.</summary>
    [Differentiable(Both), FixedPoint]
    public static double Slow(double a)
    {
        double x = 0;
        for (int k = 0; k < 5000; k++)
            x = a + 0.99 * x;
        return x;
    }

    /// <summary>The solution is 0.</summary>
    [Differentiable(Both), FixedPoint]
    public static double AtZero(double a)
    {
        double x = 1;
        for (int k = 0; k < 200; k++)
            x = 0.5 * Math.Sin(x) + 0.25 * a;
        return x;
    }

    /// <summary>The test whether to stop is in a method that the step calls: at the solution the step does nothing.</summary>
    [Differentiable(Both), FixedPoint]
    public static double HiddenTest(double a)
    {
        double x = a;
        for (int k = 0; k < 60; k++)
            x = Unless(x, 0.5 * (x + a / x));
        return x;
    }

    private static double Unless(double x, double next) => Math.Abs(next - x) < 1e-14 ? x : next;

    /// <summary>What is returned is overwritten where the loop goes on.</summary>
    [Differentiable(Both), FixedPoint]
    public static double OverwrittenAfterTheTest(double a)
    {
        double x = a, y;
        while (true)
        {
            y = x * a;
            double next = 0.5 * (x + a / x);
            if (Math.Abs(next - x) < 1e-14)
                break;
            x = next;
            y = 0;
        }

        return y;
    }

    [Differentiable(Both), FixedPoint]
    public static double Diverging(double a)
    {
        double x = 0;
        for (int k = 0; k < 20; k++)
            x = a + 3 * x;
        return x;
    }
}
