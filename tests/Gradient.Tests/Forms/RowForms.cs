namespace DiffGen.Tests.Forms;

/// <summary>A few outputs of many inputs, of fixed lengths: rows that are computed side by side.</summary>
public static partial class RowForms
{
    private const Derivatives Both = Derivatives.Jacobian | Derivatives.Pullback;

    /// <summary>A point seen by a camera that is turned about an axis, or not at all.</summary>
    [Differentiable(Both)]
    public static void Two([Shape(6)] ReadOnlySpan<double> camera, [Shape(3)] ReadOnlySpan<double> point, double weight, [Shape(2)] Span<double> y)
    {
        double x0 = point[0] - camera[3], x1 = point[1] - camera[4], x2 = point[2] - camera[5];
        double squared = camera[0] * camera[0] + camera[1] * camera[1];
        if (squared != 0)
        {
            double angle = Math.Sqrt(squared), cosine = Math.Cos(angle), sine = Math.Sin(angle);
            double a = camera[0] / angle, b = camera[1] / angle, along = (a * x0 + b * x1) * (1 - cosine);
            (x0, x1, x2) = (x0 * cosine + b * x2 * sine + a * along, x1 * cosine - a * x2 * sine + b * along, x2 * cosine + (a * x1 - b * x0) * sine);
        }

        double u = x0 / x2, v = x1 / x2, radius = 1 + camera[2] * (u * u + v * v);
        y[0] = weight * u * radius;
        y[1] = weight * v * radius;
    }

    /// <summary>Two directions and the cosine between them.</summary>
    [Differentiable(Both)]
    public static void Three([Shape(5)] ReadOnlySpan<double> p, [Shape(4)] ReadOnlySpan<double> q, [Shape(3)] Span<double> y)
    {
        double a = p[0] * q[0] - p[1] * q[1], b = p[1] * q[0] + p[0] * q[1], c = p[2] * q[2] + p[3] * q[3];
        double n = Math.Sqrt(a * a + b * b + c * c), m = p[4] / (1 + a * b);
        y[0] = a * m / n;
        y[1] = b * m / n;
        y[2] = c * m / n;
    }

    /// <summary>Written twice, read in between, with other operations in the last row.</summary>
    [Differentiable(Both, UnrollLimit = 200)]
    public static void Four([Shape(12)] ReadOnlySpan<double> p, [Shape(4)] Span<double> y)
    {
        double s = 0, t = 1;
        for (int i = 0; i < 6; i++)
        {
            s += p[i] * p[i + 6];
            t += p[i] * p[i] / (2 + p[i + 6] * p[i + 6]);
        }

        double w = s / t;
        y[0] = w * p[0];
        y[1] = w * p[1] / t;
        y[0] *= p[2];
        y[2] = w * p[3] / t;
        y[3] = Math.Exp(w * p[4]);
    }

    [Differentiable(Both, UnrollLimit = 200)]
    public static void Five([Shape(15)] ReadOnlySpan<double> p, [Shape(5)] Span<double> y)
    {
        double s = 0, t = 1;
        for (int i = 0; i < 5; i++)
        {
            s += p[i] * p[i + 5];
            t += p[i] * p[i] / (2 + p[i + 10] * p[i + 5]);
        }

        double w = Math.Sqrt(t * t + s * s) / t;
        for (int i = 0; i < 5; i++)
            y[i] = w * p[i] / (t + p[i + 10]);
    }

    [Differentiable(Both)]
    public static void Floats([Shape(7)] ReadOnlySpan<float> p, [Shape(2)] Span<float> y)
    {
        float a = p[0] * p[1] + p[2], b = p[3] * p[4] - p[5], n = MathF.Sqrt(a * a + b * b + p[6] * p[6]);
        float s = a * b / (1 + n);
        y[0] = s * a / n;
        y[1] = s * b / n;
    }
}
