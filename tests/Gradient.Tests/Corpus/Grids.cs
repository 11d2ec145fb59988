namespace DiffGen.Tests.Corpus;

/// <summary>Arrays of several dimensions.</summary>
public static partial class Grids
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Diffusion), Diffusion, DiffusionGradient, DiffusionPullback, [1, 0.2], [-0.5, 0.1]),
        CorpusProgram.OfVector(nameof(EditDistance), at => EditDistance(at), (at, g) => EditDistanceGradient(at, g),
            (at, s, d) => EditDistancePullback(at, s, d), [1, 3, 2.5, 4.2], [0.5, -1, 2.2, 0.4, 1.1]),
        CorpusProgram.OfVector(nameof(Determinant), at => Determinant(at), (at, g) => DeterminantGradient(at, g),
            (at, s, d) => DeterminantPullback(at, s, d), [1, 3, 2, 4, 1, 0.5, 3, 1, 2], [0.1, 3, 2, 4, 1, -0.5, 3, 1, 2]),
        CorpusProgram.OfPair(nameof(Rotated), Rotated, RotatedGradient, RotatedPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(Cube), Cube, CubeGradient, CubePullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(Rebound), Rebound, ReboundGradient, ReboundPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(ElementsByReference), ElementsByReference, ElementsByReferenceGradient, ElementsByReferencePullback,
            [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(EveryElement), EveryElement, EveryElementGradient, EveryElementPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(GridOfStructs), GridOfStructs, GridOfStructsGradient, GridOfStructsPullback, [0.4, 2], [-1, 0.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Diffusion(double source, double rate)
    {
        const int n = 4;
        double[,] u = new double[n, n], next = new double[n, n];
        u[1, 2] = source;
        u[0, 0] = source * source;
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double sum = i > 0 ? u[i - 1, j] : 0;
                    if (i < n - 1)
                        sum += u[i + 1, j];
                    sum += u[i, (j + 1) % n] + u[i, (j + n - 1) % n];
                    next[i, j] = u[i, j] + rate * (sum - 4 * u[i, j]);
                }
            }

            (u, next) = (next, u);
        }

        return u[1, 1] * u[2, 2] + next[3, 0] + u[0, 3];
    }

    /// <summary>Dynamic programming with a cost that depends on the numbers.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EditDistance(ReadOnlySpan<double> a)
    {
        ReadOnlySpan<double> left = a[..(a.Length / 2)], right = a[(a.Length / 2)..];
        var cost = new double[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            cost[i, 0] = i * 0.7;
        for (int j = 1; j <= right.Length; j++)
            cost[0, j] = cost[0, j - 1] + 0.8;
        for (int i = 1; i < cost.GetLength(0); i++)
        {
            for (int j = 1; j < cost.GetLength(1); j++)
            {
                double d = left[i - 1] - right[j - 1];
                cost[i, j] = Math.Min(cost[i - 1, j - 1] + d * d, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            }
        }

        return cost[left.Length, right.Length] * cost[1, 1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Determinant(ReadOnlySpan<double> a)
    {
        double[,] m = new double[3, 3];
        for (int i = 0; i < 9; i++)
            m[i / 3, i % 3] = a[i];
        double sign = Eliminate(m);
        double product = sign;
        for (int i = 0; i < m.GetLength(0); i++)
            product *= m[i, i];
        return product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Rotated(double angle, double s)
    {
        double[,] r = { { Math.Cos(angle), -Math.Sin(angle) }, { Math.Sin(angle), Math.Cos(angle) } };
        double[,] scale = new double[,] { { s, 0.5 }, { 0, 1 } };
        double[,] m = Product(Product(r, scale), r);
        return m[0, 1] * m[1, 1] + m[0, 0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Cube(double x, double y)
    {
        var c = new double[2, 3, 2];
        for (int i = 0; i < c.GetLength(0); i++)
        {
            for (int j = 0; j < c.GetLength(1); j++)
            {
                for (int k = 0; k < c.GetLength(2); k++)
                    c[i, j, k] = x * i + y * j * k + (j > 0 ? c[i, j - 1, k] * 0.5 : x * y);
            }
        }

        double sum = 0;
        for (int j = 0; j < 3; j++)
            sum += c[0, j, 1] * c[1, 2 - j, 0];
        return sum / c.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Rebound(double x, double y)
    {
        double[,] a = { { x, y, 1 } };
        double[,] b = { { y }, { x * y } };
        double[,] c = x > 0 ? a : b;
        c[0, 0] *= 3;
        a = c;
        a[a.GetLength(0) - 1, a.GetLength(1) - 1] += y;
        return a[0, 0] * b[1, 0] + c[c.GetLength(0) - 1, 0] + c.Rank;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ElementsByReference(double x, double y)
    {
        double[,] a = { { x, y }, { x * y, 2 } };
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                Mix(ref a[i, j], ref a[j, i]);
        }

        (a[0, 1], a[1, 0]) = (a[1, 0], a[0, 1] * a[1, 1]);
        return a[0, 0] * a[0, 1] + a[1, 0] * a[1, 1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EveryElement(double x, double y)
    {
        double[,] a = { { x, y }, { x * y, 2 }, { 3, x } };
        double sum = 1;
        foreach (double v in a)
            sum = sum * 0.5 + v * v;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GridOfStructs(double x, double y)
    {
        var g = new Cell[2, 2];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                g[i, j] = new Cell { Value = x + i * y, Flow = j };
        }

        ref Cell corner = ref g[1, 1];
        g[0, 1].Flow += corner.Value * x;
        corner.Add(g[0, 1].Flow);
        Cell copy = g[1, 1];
        copy.Add(y);
        return g[1, 1].Value * copy.Value + g[0, 1].Flow;
    }

    private static double Eliminate(double[,] m)
    {
        int n = m.GetLength(0);
        double sign = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(m[i, k]) > Math.Abs(m[pivot, k]))
                    pivot = i;
            }

            if (pivot != k)
            {
                sign = -sign;
                for (int j = 0; j < n; j++)
                    (m[k, j], m[pivot, j]) = (m[pivot, j], m[k, j]);
            }

            for (int i = k + 1; i < n; i++)
            {
                double factor = m[i, k] / m[k, k];
                for (int j = k; j < n; j++)
                    m[i, j] -= factor * m[k, j];
            }
        }

        return sign;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var c = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < b.GetLength(1); j++)
            {
                for (int k = 0; k < a.GetLength(1); k++)
                    c[i, j] += a[i, k] * b[k, j];
            }
        }

        return c;
    }

    private static void Mix(ref double a, ref double b)
    {
        a = 0.3 * a + b;
        b = 0.2 * a * b;
    }

    private struct Cell
    {
        public double Value, Flow;

        public void Add(double by)
        {
            Value += by * Flow;
            Flow += Value;
        }
    }
}
