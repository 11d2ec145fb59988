namespace DiffGen.Tests.Minimizers;

/// <summary>Test functions with their gradients written by hand.</summary>
internal static class Problems
{
    public static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
            gradient[i] += -2 * a - 400 * x[i] * b;
            gradient[i + 1] += 200 * b;
        }

        return sum;
    }

    // Σ 10^(6i/(n-1))·(xᵢ - i)² / 2
    public static double IllConditioned(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double scale = Math.Pow(10, 6.0 * i / (x.Length - 1)), d = x[i] - i;
            sum += 0.5 * scale * d * d;
            gradient[i] = scale * d;
        }

        return sum;
    }

    // Beale: minimum 0 at (3, 1/2)
    public static double Beale(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0, power = 1;
        ReadOnlySpan<double> c = [1.5, 2.25, 2.625];
        gradient.Clear();
        for (int i = 0; i < 3; i++)
        {
            double before = power;
            power *= x[1];
            double r = c[i] - x[0] * (1 - power);
            sum += r * r;
            gradient[0] += -2 * r * (1 - power);
            gradient[1] += 2 * r * x[0] * (i + 1) * before;
        }

        return sum;
    }

    // Powell's singular function: the second derivatives are singular at the minimum 0.
    public static double Powell(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = x[0] + 10 * x[1], b = x[2] - x[3], c = x[1] - 2 * x[2], d = x[0] - x[3];
        gradient[0] = 2 * a + 40 * d * d * d;
        gradient[1] = 20 * a + 4 * c * c * c;
        gradient[2] = 10 * b - 8 * c * c * c;
        gradient[3] = -10 * b - 40 * d * d * d;
        return a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
    }

    // x - ln x, not defined for x ≤ 0; minimum 1 at 1
    public static double Barrier(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient[0] = 1 - 1 / x[0];
        return x[0] - Math.Log(x[0]);
    }

    // Booth: minimum 0 at (1, 3)
    public static double Booth(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = x[0] + 2 * x[1] - 7, b = 2 * x[0] + x[1] - 5;
        gradient[0] = 2 * a + 4 * b;
        gradient[1] = 4 * a + 2 * b;
        return a * a + b * b;
    }

    // Himmelblau: four minima of value 0
    public static double Himmelblau(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = x[0] * x[0] + x[1] - 11, b = x[0] + x[1] * x[1] - 7;
        gradient[0] = 4 * a * x[0] + 2 * b;
        gradient[1] = 2 * a + 4 * b * x[1];
        return a * a + b * b;
    }

    // Rastrigin: minima near all integer points, the global one 0 at the origin
    public static double Rastrigin(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] + 10 * (1 - Math.Cos(2 * Math.PI * x[i]));
            gradient[i] = 2 * x[i] + 20 * Math.PI * Math.Sin(2 * Math.PI * x[i]);
        }

        return sum;
    }
}
