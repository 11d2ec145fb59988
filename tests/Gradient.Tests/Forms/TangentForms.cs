using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tests.Forms;

/// <summary>Jvp, Jacobian, Hessian and Hvp of every kind of parameter: closed forms, reverse mode, and each other.</summary>
public static partial class TangentForms
{
    private const Derivatives Every = Derivatives.Gradient | Derivatives.Pullback | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.Hvp;

    public struct Point
    {
        public double X, Y;
        public int Count;
    }

    [Differentiable(Every)]
    public static double Rosenbrock(double x, double y) => 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);

    /// <summary>The extended Rosenbrock function, whose Hessian is tridiagonal.</summary>
    [Differentiable(Every)]
    public static double Extended(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    /// <summary>The extended Powell singular function.</summary>
    [Differentiable(Every)]
    public static double Powell(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 3 < x.Length; i += 4)
        {
            double a = x[i] + 10 * x[i + 1], b = x[i + 2] - x[i + 3], c = x[i + 1] - 2 * x[i + 2], d = x[i] - x[i + 3];
            sum += a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
        }

        return sum;
    }

    /// <summary>The Broyden tridiagonal residuals.</summary>
    [Differentiable(Derivatives.Pullback | Derivatives.Jvp | Derivatives.Jacobian)]
    public static void Broyden(ReadOnlySpan<double> x, Span<double> residuals)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double before = i > 0 ? x[i - 1] : 0, after = i + 1 < x.Length ? x[i + 1] : 0;
            residuals[i] = (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
        }
    }

    /// <summary>What stands in the outputs takes part; the scalars come after the span.</summary>
    [Differentiable(Derivatives.Pullback | Derivatives.Jvp | Derivatives.Jacobian)]
    public static void Accumulated(ReadOnlySpan<double> p, double scale, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = y[i] * scale + p[0] * Math.Exp(-p[1] * i);
    }

    [Differentiable(Every)]
    public static double Everything(double a, Point p, double[,] grid, double[][] rows, Point[] points, float narrow, [NoDiff] double constant)
    {
        double s = a * p.X + p.Y * constant;
        for (int i = 0; i < grid.GetLength(0); i++)
        {
            for (int j = 0; j < grid.GetLength(1); j++)
                s += Math.Sin(grid[i, j] * a) * (i + 1);
        }

        foreach (double[] row in rows)
        {
            foreach (double v in row)
                s *= 1 + 0.1 * v * p.X;
        }

        foreach (Point q in points)
            s += q.X * q.Y * q.Y * a;
        return s * narrow;
    }

    /// <summary>The price of a European call: S Φ(d1) − K e^(−rT) Φ(d2).</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double BlackScholes(double spot, double strike, double rate, double volatility, double time)
    {
        double root = volatility * Math.Sqrt(time);
        double d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / root;
        return spot * Normal(d1) - strike * Math.Exp(-rate * time) * Normal(d1 - root);
    }

    // The logistic approximation wouldn't have the greeks' closed forms: Simpson's rule on the density has.
    private static double Normal(double x)
    {
        const int n = 400;
        double h = x / n, sum = Density(0) + Density(x);
        for (int i = 1; i < n; i++)
            sum += (i % 2 == 0 ? 2 : 4) * Density(i * h);
        return 0.5 + sum * h / 3;
    }

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static (double Radius, int Quadrant, double Angle) Polar(double x, double y, out double square)
    {
        square = x * x + y * y;
        return (Math.Sqrt(square), x > 0 ? 1 : 2, Math.Atan2(y, x));
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Rotate(ref Point p, Span<double> trail, double angle)
    {
        for (int i = 0; i < trail.Length; i++)
        {
            (p.X, p.Y) = (p.X * Math.Cos(angle) - p.Y * Math.Sin(angle), p.X * Math.Sin(angle) + p.Y * Math.Cos(angle));
            trail[i] += p.X;
        }
    }

    /// <summary>Recursion: the tangents of what is called out of line.</summary>
    [Differentiable(Every)]
    public static double Continued(double x, int depth) => depth == 0 ? x : x + 1 / (1 + Continued(x * x, depth - 1));

    [Differentiable(Every)]
    public static float Narrow(float x, ReadOnlySpan<float> w)
    {
        float s = x;
        foreach (float v in w)
            s = s * v + MathF.Sin(x * v);
        return s;
    }

    /// <summary>Through methods that have a pullback: of several numbers, of spans, written by hand.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Pulled(double x, double y, ReadOnlySpan<double> w)
    {
        Complex z = Complex.Sqrt(new Complex(x, y)) * Complex.Tan(new Complex(y, x));
        return z.Magnitude * TensorPrimitives.Norm(w) + TensorPrimitives.Dot(w, w[..w.Length]) * Cubed(x) + TensorPrimitives.SumOfSquares(w) * z.Real;
    }

    public static double Cubed(double x) => Math.Pow(x, 3);

    [PullbackOf(nameof(Cubed))]
    public static double CubedPullback(double x, double seed, ref double dX)
    {
        dX += seed * 3 * x * x;
        return x * x * x;
    }

    /// <summary>A forward derivative written by hand: deliberately three times the true one, to be told from it.</summary>
    public static double Tripled(double x, int n) => Math.Pow(x, n);

    [JvpOf(nameof(Tripled))]
    public static double TripledJvp(double x, int n, double vX, out double dResult)
    {
        dResult = 3 * n * Math.Pow(x, n - 1) * vX;
        return Math.Pow(x, n);
    }

    /// <summary>Both rules, and a span that is written.</summary>
    public static (double Sum, int Count) Scaled(ReadOnlySpan<double> x, double by, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] = y[i] * y[i] + x[i] * by;
        return (sum, y.Length);
    }

    [JvpOf(nameof(Scaled))]
    public static (double Sum, int Count) ScaledJvp(
        ReadOnlySpan<double> x, double by, Span<double> y, ReadOnlySpan<double> vX, double vBy, Span<double> vY, out (double Sum, int Count) dResult)
    {
        dResult = default;
        for (int i = 0; i < y.Length; i++)
        {
            dResult.Sum += vY[i] = 2 * y[i] * vY[i] + vX[i] * by + x[i] * vBy;
            y[i] = y[i] * y[i] + x[i] * by;
        }

        double sum = 0;
        foreach (double v in y)
            sum += v;
        return (sum, y.Length);
    }

    [PullbackOf(nameof(Scaled))]
    public static (double Sum, int Count) ScaledPullback(
        ReadOnlySpan<double> x, double by, Span<double> y, (double Sum, int Count) seed, Span<double> dX, ref double dBy, Span<double> dY)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double g = dY[i] + seed.Sum;
            dX[i] += g * by;
            dBy += g * x[i];
            dY[i] = 2 * y[i] * g;
        }

        return Scaled(x, by, y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ByHand(double x, double y) => Tripled(x * y, 3) + Math.Max(x, Tripled(2, 2));

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp | Derivatives.Jacobian)]
    public static void ThroughBoth(ReadOnlySpan<double> x, double by, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = Math.Sin(x[i]);
        (double sum, int count) = Scaled(x, by * by, result);
        result[0] *= sum * count;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Turned(Vector3 a, float angle)
    {
        Vector3 b = Vector3.Normalize(Vector3.Transform(a, Quaternion.CreateFromAxisAngle(Vector3.UnitY, angle)));
        return Vector3.Dot(b, new Vector3(1, 2, 3)) * Vector3.Distance(a, Vector3.One);
    }

    public sealed partial class Net
    {
        [Parameter(2, 3)] public partial Span<double> Weights { get; }

        [Parameter] public partial double Bias { get; set; }

        [Differentiable(Every)]
        public double Loss(ReadOnlySpan<double> x, double target)
        {
            double loss = 0;
            for (int i = 0; i < 2; i++)
            {
                double z = Bias;
                for (int j = 0; j < 3; j++)
                    z += Weights[3 * i + j] * x[j];
                double e = Math.Tanh(z) - target;
                loss += e * e;
            }

            return loss;
        }
    }

    [Differentiable(Every)]
    public static T Generic<T>(T x, ReadOnlySpan<T> w)
        where T : System.Numerics.IFloatingPointIeee754<T>
        => T.Exp(x * w[0]) + w[1] * w[1] * x;
}
