using System.Numerics;

namespace DiffGen.Tests.Corpus;

/// <summary>Hessians, Jacobians, batched and generic derivatives that are called in a body, and so differentiated again.</summary>
public static partial class CalledMatrices
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Curvature), Curvature, CurvatureGradient, CurvaturePullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfPair(nameof(OfParts), OfParts, OfPartsGradient, OfPartsPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfPair(nameof(OfMixed), OfMixed, OfMixedGradient, OfMixedPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfVector(nameof(OfHessian), x => OfHessian(x), (x, g) => OfHessianGradient(x, g), (x, s, d) => OfHessianPullback(x, s, d), [1.2, -0.7, 0.4], [0.3], [0.5, 0.1, -0.3, 0.2, 0.9]),
        CorpusProgram.OfVector(nameof(Newton), x => Newton(x), (x, g) => NewtonGradient(x, g), (x, s, d) => NewtonPullback(x, s, d), [1.2, -0.7], [0.3, 0.4]),
        CorpusProgram.OfVector(nameof(OfRow), x => OfRow(x), (x, g) => OfRowGradient(x, g), (x, s, d) => OfRowPullback(x, s, d), [1.2, -0.7, 0.4]),
        CorpusProgram.OfVector(nameof(OfJacobian), x => OfJacobian(x), (x, g) => OfJacobianGradient(x, g), (x, s, d) => OfJacobianPullback(x, s, d), [1.2, -0.7, 0.4], [0.3, 0.2], [0.5, 0.1, -0.3, 0.2, 0.9, 0.7]),
        CorpusProgram.OfVector(nameof(InBranch), x => InBranch(x), (x, g) => InBranchGradient(x, g), (x, s, d) => InBranchPullback(x, s, d), [1.2, -0.7], [-0.3, 0.4]),
        CorpusProgram.OfVector(nameof(OfBatch), x => OfBatch(x), (x, g) => OfBatchGradient(x, g), (x, s, d) => OfBatchPullback(x, s, d), [1.2, -0.7, 0.4], [0.3, 0.1, 0.2]),
        CorpusProgram.OfVector(nameof(OfBatchPulled), x => OfBatchPulled(x), (x, g) => OfBatchPulledGradient(x, g), (x, s, d) => OfBatchPulledPullback(x, s, d), [1.2, -0.7, 0.4]),
        CorpusProgram.OfVector(nameof(OfSamples), x => OfSamples(x), (x, g) => OfSamplesGradient(x, g), (x, s, d) => OfSamplesPullback(x, s, d), [1.2, -0.7, 0.4, 0.3]),
        CorpusProgram.OfVector(nameof(OneSample), x => OneSample(x), (x, g) => OneSampleGradient(x, g), (x, s, d) => OneSamplePullback(x, s, d), [1.2, -0.7, 0.4]),
        CorpusProgram.OfPair(nameof(OfGeneric), OfGeneric, OfGenericGradient, OfGenericPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfPair(nameof(ThroughGeneric), ThroughGeneric, ThroughGenericGradient, ThroughGenericPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfPair(nameof(OfSpring), OfSpring, OfSpringGradient, OfSpringPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfVector(nameof(ThroughHelpers), x => ThroughHelpers(x), (x, g) => ThroughHelpersGradient(x, g), (x, s, d) => ThroughHelpersPullback(x, s, d), [1.2, -0.7, 0.4], [0.3]),
    ];

    private static double Weighted(ReadOnlySpan<double> elements)
    {
        double sum = 0;
        for (int i = 0; i < elements.Length; i++)
            sum += elements[i] * elements[i] * (i + 1) + elements[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Wave(double x, double y) => Math.Sin(x * y) * Math.Exp(-y) + x * x * x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Curvature(double x, double y)
    {
        Span<double> h = stackalloc double[4];
        double f = WaveHessian(x * y, y, out double dX, out double dY, h);
        return (h[0] * h[3] - h[1] * h[2]) / (1 + dX * dX + dY * dY) + f;
    }

    public record struct Part(double A, int Count, double B);

    [Differentiable(Derivatives.Hessian | Derivatives.Jacobian)]
    public static double Parts(Part p, ReadOnlySpan<Part> others, double[,] table)
    {
        double sum = p.A * p.A * p.B * p.Count;
        foreach (Part other in others)
            sum += other.A * p.B * other.B * other.B * other.Count;
        return sum * table[0, 1] + table[0, 0] * table[0, 1] * table[0, 1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfParts(double x, double y)
    {
        Part[] others = [new(x, 2, y * x), new(1, 3, y)], dOthers = new Part[2];
        double[,] table = { { x * y, y } }, dTable = new double[1, 2];
        double[] h = new double[64], j = new double[8];
        double f = PartsHessian(new Part(y, 2, x), others, table, out Part dP, dOthers, dTable, h);
        f += PartsJacobian(new Part(y, 2, x), others, table, j);
        return f + dP.A * dOthers[1].B + dTable[0, 1] + Weighted(h) * 0.1 + Weighted(j);
    }

    /// <summary>A constant, numbers before and after a span.</summary>
    [Differentiable(Derivatives.Hessian)]
    public static double Mixed(double a, [NoDiff] double k, ReadOnlySpan<double> x, double b) => a * a * x[0] * k + Math.Sin(x[1] * b) * a + b * b * x[0];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfMixed(double x, double y)
    {
        double[] point = [y, x * y], d = new double[2], h = new double[16];
        double f = MixedHessian(x, y, point, 0.5 * y, out double dA, d, out double dB, h);
        return f * dA + d[1] * dB + Weighted(h);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian | Derivatives.Jacobian)]
    public static double Chain(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length - 1; i++)
            s += Math.Sin(x[i]) * x[i + 1] * x[i + 1] + Math.Exp(0.3 * x[i]);
        return s + x[0] * x[0] * x[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfHessian(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] g = new double[n], h = new double[n * n];
        double f = ChainHessian(x, g, h);
        return f * g[0] + Weighted(h);
    }

    /// <summary>Steps of Newton's method, differentiated.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Newton(ReadOnlySpan<double> x)
    {
        double[] p = x.ToArray(), g = new double[2], h = new double[4];
        for (int step = 0; step < 2; step++)
        {
            ChainHessian(p, g, h);
            double a = h[0] + 3, d = h[3] + 3, determinant = a * d - h[1] * h[2];
            p[0] -= (d * g[0] - h[1] * g[1]) / determinant;
            p[1] -= (a * g[1] - h[2] * g[0]) / determinant;
        }
        return Chain(p) + p[0] * p[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfRow(ReadOnlySpan<double> x)
    {
        double[] j = new double[x.Length];
        return ChainJacobian(x, j) * j[0] + Weighted(j);
    }

    /// <summary>The old content of the outputs is read; the number comes after them.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Map(ReadOnlySpan<double> x, Span<double> y, double k)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = y[i] * x[i] * x[(i + 1) % x.Length] * k + Math.Sin(x[i]);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfJacobian(ReadOnlySpan<double> x)
    {
        double[] y = [x[0] * x[1], 2], j = new double[2 * (x.Length + 1)];
        MapJacobian(x, y, x[1], j);
        double sum = Weighted(y);
        MapJacobian(x, y, sum, j);
        return sum * y[0] + Weighted(j);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InBranch(ReadOnlySpan<double> x)
    {
        double[] y = [1, x[1]], j = new double[6], g = new double[2], h = new double[4];
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            if (x[0] * (i - 0.5) > 0)
            {
                MapJacobian(x, y, sum + i, j);
                sum += 0.1 * Weighted(j);
            }
            else
            {
                sum += ChainHessian(y, g, h) + 0.1 * Weighted(h);
            }
        }
        return sum + y[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Misfit(double bias, ReadOnlySpan<double> w, [Batch] ReadOnlySpan<double> x, [Batch] double target, [Batch] int weight)
    {
        double z = bias;
        for (int i = 0; i < w.Length; i++)
            z += w[i] * x[i];
        double e = Math.Tanh(z) - target;
        return e * e * weight;
    }

    /// <summary>The samples vary too.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfBatch(ReadOnlySpan<double> x)
    {
        double[] dW = new double[x.Length], samples = [x[0], 1, 2, x[1], 0.5, -1], targets = [0.3, x[2]];
        ReadOnlySpan<int> weights = [1, 2];
        double f = MisfitBatchGradient(x[1], x, samples, targets, weights, 2, out double dBias, dW);
        return f * dBias + Weighted(dW) + MisfitBatch(x[0], x, samples, targets, weights, 2);
    }

    /// <summary>What is there is added to.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfBatchPulled(ReadOnlySpan<double> x)
    {
        double[] dW = [x[1], 1, x[0]], samples = [x[0], 1, 2, x[1], 0.5, -1];
        ReadOnlySpan<int> weights = [1, 2];
        double dBias = x[2];
        double f = MisfitBatchPullback(x[1], x, samples, x[..2], weights, 2, x[0] * x[1], ref dBias, dW);
        return f * dBias + Weighted(dW);
    }

    [Differentiable]
    public static double Distance(Part p, [Batch] Part sample, [Batch, Shape(2)] ReadOnlySpan<double> offset)
        => Math.Sqrt(1 + (p.A - sample.A) * (p.A - sample.A) * sample.Count + (p.B - sample.B * offset[1]) * offset[0]);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfSamples(ReadOnlySpan<double> x)
    {
        Part[] samples = [new(x[0], 2, 0.1), new(0.3, 1, x[1]), new(x[2], 3, x[3])];
        double f = DistanceBatchGradient(new Part(x[1], 1, 0.2), samples, [x[0], 0.1, 0.2, x[1], 0.3, 0.4], 3, out Part dP);
        return f * dP.A + dP.B;
    }

    /// <summary>The gradient of a batched method's single sample.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OneSample(ReadOnlySpan<double> x)
    {
        double[] dW = new double[3];
        double f = MisfitGradient(x[0], x, [x[1], 1, x[2]], x[1], 2, out double dBias, dW);
        return f * dBias + Weighted(dW);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static T Poly<T>(T x, ReadOnlySpan<T> w)
        where T : IFloatingPointIeee754<T> => x * x * w[0] + T.Sin(x * w[1]) * x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfGeneric(double x, double y)
    {
        double[] d = new double[2], h = new double[9];
        double f = PolyGradient(x, [y, x], out double dX, d) + PolyHessian<double>(y, [x, y], out _, d, h);
        float narrow = PolyGradient(0.5f, [0.25f, (float)y], out float slope, new float[2]);
        return f * dX + Weighted(d) + Weighted(h) + 0 * narrow * slope;
    }

    private static T Slope<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T[] d = new T[2];
        PolyGradient(x, [y, x], out T dX, d);
        return dX * d[1] + d[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ThroughGeneric(double x, double y) => Slope(x, y) * Slope(y * y, x);

    /// <summary>A struct whose methods call derivatives of its own methods.</summary>
    public partial struct Spring
    {
        public double Stiffness, Length;
        public int Count;

        [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Jvp | Derivatives.Hessian | Derivatives.Pullback)]
        public double Energy(double x) => Stiffness * Stiffness * (x - Length) * (x - Length) * x * Count + Math.Sin(Length * x);

        [Differentiable]
        public double Slope(double x)
        {
            double e = EnergyGradient(x, out double dX, out Spring dThis);
            return dX * dThis.Stiffness + dThis.Length * e + dThis.Count;
        }

        [Differentiable]
        public readonly double Bend(double x) => Stiffness * x * x * Length;

        [Differentiable]
        public readonly double Bending(double x) => BendGradient(x, out double dX, out Spring dThis) * dThis.Length + dX * dThis.Stiffness;

        /// <summary>It changes itself between the calls.</summary>
        public double Settle(double x)
        {
            Spring sum = default, along = new() { Stiffness = 1, Length = x }, product;
            double dX = 0, result = EnergyPullback(x, 2, ref dX, ref sum);
            Stiffness *= x;
            result += EnergyPullback(x, Stiffness, ref dX, ref sum) + EnergyHvp(x, 0.5, ref along, out double hvX, out product);
            result += EnergyJvp(Length, 1, ref along, out double slope) * slope;
            Span<double> h = stackalloc double[9];
            result += EnergyHessian(x, out _, out _, h);
            return result + sum.Stiffness * sum.Length + dX * hvX + product.Length + Weighted(h) * 0.1;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfSpring(double x, double y)
    {
        var spring = new Spring { Stiffness = x, Length = y, Count = 2 };
        double slope = spring.Slope(x * y) + spring.Bending(y);
        return slope + spring.Settle(y) * spring.Stiffness;
    }

    /// <summary>Helpers that hand their spans on to derivatives.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ThroughHelpers(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] g = new double[n], h = new double[n * n];
        double f = Fill(x, g) + Fill(g, new double[n], h);
        return f + Weighted(g) + Weighted(h);
    }

    private static double Fill(ReadOnlySpan<double> x, Span<double> g)
    {
        double f = Inner(x, g);
        return f > 100 ? Inner(x[..1], g[..1]) : f;
    }

    private static double Inner(ReadOnlySpan<double> point, Span<double> slopes) => ChainGradient(point, slopes);

    private static double Fill(ReadOnlySpan<double> x, Span<double> g, Span<double> h) => ChainHessian(x, g, h) + g[0];
}
