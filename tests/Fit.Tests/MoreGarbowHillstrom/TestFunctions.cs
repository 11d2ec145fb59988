namespace DiffGen.Tests.MoreGarbowHillstrom;

/// <summary>Residuals of J. J. Moré, B. S. Garbow, K. E. Hillstrom, "Testing unconstrained optimization software", ACM TOMS 7
/// (1981); the numbers are theirs.</summary>
public static partial class TestFunctions
{
    private static readonly double[] BardY = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];

    private static readonly double[] GaussianY =
        [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009];

    private static readonly double[] MeyerY =
        [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872];

    private static readonly double[] KowalikY = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];

    private static readonly double[] KowalikU = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];

    private static readonly double[] OsborneY =
    [
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.580,
        0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406,
    ];

    /// <summary>1.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Rosenbrock(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = 10 * (x[1] - x[0] * x[0]);
        r[1] = 1 - x[0];
    }

    /// <summary>2.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void FreudensteinRoth(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1];
        r[1] = -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1];
    }

    /// <summary>3.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void PowellBadlyScaled(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = 1e4 * x[0] * x[1] - 1;
        r[1] = Math.Exp(-x[0]) + Math.Exp(-x[1]) - 1.0001;
    }

    /// <summary>4.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void BrownBadlyScaled(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = x[0] - 1e6;
        r[1] = x[1] - 2e-6;
        r[2] = x[0] * x[1] - 2;
    }

    /// <summary>5.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Beale(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = 1.5 - x[0] * (1 - x[1]);
        r[1] = 2.25 - x[0] * (1 - x[1] * x[1]);
        r[2] = 2.625 - x[0] * (1 - x[1] * x[1] * x[1]);
    }

    /// <summary>6.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void JennrichSampson(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 1; i <= r.Length; i++)
            r[i - 1] = 2 + 2 * i - (Math.Exp(i * x[0]) + Math.Exp(i * x[1]));
    }

    /// <summary>7.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void HelicalValley(ReadOnlySpan<double> x, Span<double> r)
    {
        double turn = Math.Atan(x[1] / x[0]) / (2 * Math.PI);
        if (x[0] < 0)
            turn += 0.5;
        r[0] = 10 * (x[2] - 10 * turn);
        r[1] = 10 * (Math.Sqrt(x[0] * x[0] + x[1] * x[1]) - 1);
        r[2] = x[2];
    }

    /// <summary>8.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Bard(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double u = i + 1, v = 15 - i;
            r[i] = BardY[i] - (x[0] + u / (v * x[1] + Math.Min(u, v) * x[2]));
        }
    }

    /// <summary>9.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Gaussian(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = (7 - i) / 2.0 - x[2];
            r[i] = x[0] * Math.Exp(-x[1] * t * t / 2) - GaussianY[i];
        }
    }

    /// <summary>10.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Meyer(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
            r[i] = x[0] * Math.Exp(x[1] / (50 + 5 * i + x[2])) - MeyerY[i];
    }

    /// <summary>12.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Box(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = 0.1 * (i + 1);
            r[i] = Math.Exp(-t * x[0]) - Math.Exp(-t * x[1]) - x[2] * (Math.Exp(-t) - Math.Exp(-10 * t));
        }
    }

    /// <summary>13.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void PowellSingular(ReadOnlySpan<double> x, Span<double> r)
    {
        double a = x[1] - 2 * x[2], b = x[0] - x[3];
        r[0] = x[0] + 10 * x[1];
        r[1] = Math.Sqrt(5) * (x[2] - x[3]);
        r[2] = a * a;
        r[3] = Math.Sqrt(10) * b * b;
    }

    /// <summary>14.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Wood(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = 10 * (x[1] - x[0] * x[0]);
        r[1] = 1 - x[0];
        r[2] = Math.Sqrt(90) * (x[3] - x[2] * x[2]);
        r[3] = 1 - x[2];
        r[4] = Math.Sqrt(10) * (x[1] + x[3] - 2);
        r[5] = (x[1] - x[3]) / Math.Sqrt(10);
    }

    /// <summary>15.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void KowalikOsborne(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double u = KowalikU[i];
            r[i] = KowalikY[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
        }
    }

    /// <summary>16.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void BrownDennis(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = (i + 1) / 5.0, a = x[0] + t * x[1] - Math.Exp(t), b = x[2] + x[3] * Math.Sin(t) - Math.Cos(t);
            r[i] = a * a + b * b;
        }
    }

    /// <summary>17.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Osborne(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
            r[i] = OsborneY[i] - (x[0] + x[1] * Math.Exp(-10 * i * x[3]) + x[2] * Math.Exp(-10 * i * x[4]));
    }

    /// <summary>20.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Watson(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 1; i <= 29; i++)
        {
            double t = i / 29.0, power = 1, slope = 0, sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += x[j] * power;
                if (j + 1 < x.Length)
                    slope += (j + 1) * x[j + 1] * power;
                power *= t;
            }

            r[i - 1] = slope - sum * sum - 1;
        }

        r[29] = x[0];
        r[30] = x[1] - x[0] * x[0] - 1;
    }

    /// <summary>30.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void BroydenTridiagonal(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double before = i > 0 ? x[i - 1] : 0, after = i + 1 < x.Length ? x[i + 1] : 0;
            r[i] = (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
        }
    }
}
