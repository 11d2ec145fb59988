namespace DiffGen.Benchmarks;

/// <summary>Small methods of known shapes, each once as it is and once with its loops unrolled.</summary>
internal static partial class UnrollObjectives
{
    private const int Limit = 2000;

    /// <summary>The squared error of a network of four inputs and eight hidden units.</summary>
    [Differentiable]
    public static double Network(
        [Shape(8, 4)] ReadOnlySpan<double> w, [Shape(8)] ReadOnlySpan<double> bias, [Shape(8)] ReadOnlySpan<double> v, double c, [NoDiff, Shape(4)] ReadOnlySpan<double> x, [NoDiff] double target)
    {
        Span<double> hidden = stackalloc double[8];
        for (int i = 0; i < hidden.Length; i++)
        {
            double z = bias[i];
            for (int j = 0; j < x.Length; j++)
                z += w[i * x.Length + j] * x[j];
            hidden[i] = Math.Tanh(z);
        }
        double error = c - target;
        for (int i = 0; i < hidden.Length; i++)
            error += v[i] * hidden[i];
        return error * error;
    }

    [Differentiable(UnrollLimit = Limit)]
    public static double NetworkUnrolled(
        [Shape(8, 4)] ReadOnlySpan<double> w, [Shape(8)] ReadOnlySpan<double> bias, [Shape(8)] ReadOnlySpan<double> v, double c, [NoDiff, Shape(4)] ReadOnlySpan<double> x, [NoDiff] double target)
        => Network(w, bias, v, c, x, target);

    /// <summary>The squared solution of a triangular system.</summary>
    [Differentiable]
    public static double Triangular([Shape(10)] ReadOnlySpan<double> l, [Shape(4)] ReadOnlySpan<double> b)
    {
        Span<double> y = stackalloc double[4];
        double sum = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double rest = b[i];
            int row = i * (i + 1) / 2;
            for (int j = 0; j < i; j++)
                rest -= l[row + j] * y[j];
            y[i] = rest / l[row + i];
            sum += y[i] * y[i];
        }
        return sum;
    }

    [Differentiable(UnrollLimit = Limit)]
    public static double TriangularUnrolled([Shape(10)] ReadOnlySpan<double> l, [Shape(4)] ReadOnlySpan<double> b) => Triangular(l, b);

    [Differentiable]
    public static double Horner([Shape(6)] ReadOnlySpan<double> c, double x)
    {
        double s = 0;
        for (int i = c.Length - 1; i >= 0; i--)
            s = s * x + c[i];
        return s;
    }

    [Differentiable(UnrollLimit = Limit)]
    public static double HornerUnrolled([Shape(6)] ReadOnlySpan<double> c, double x) => Horner(c, x);

    /// <summary>The mean square of the way that a cubic spring takes in a hundred steps.</summary>
    [Differentiable]
    public static double Spring(double stiffness, double hardening, double damping, double position, double speed)
    {
        const int steps = 100;
        double sum = 0;
        for (int k = 0; k < steps; k++)
        {
            double force = stiffness * position + hardening * position * position * position + damping * speed;
            speed -= 0.05 * force;
            position += 0.05 * speed;
            sum += position * position;
        }
        return sum / steps;
    }

    [Differentiable(UnrollLimit = Limit)]
    public static double SpringUnrolled(double stiffness, double hardening, double damping, double position, double speed) => Spring(stiffness, hardening, damping, position, speed);
}
