using static DiffGen.Tests.Forms.HessianPasses;

namespace DiffGen.Tests.Forms;

/// <summary>Hessians of spans of all lengths around the number of directions of a pass: against products, bit for bit symmetric.</summary>
public sealed class HessianPassTests
{
    private delegate double Hessian(double[] x, Span<double> g, Span<double> h);

    private delegate double Hvp(double[] x, double[] v, Span<double> hv);

    private static readonly Dictionary<string, (Hessian Hessian, Hvp Hvp, Func<double[], double[], double> Gradient)> All = new()
    {
        [nameof(Chain)] = ((x, g, h) => ChainHessian(x, g, h), (x, v, hv) => ChainHvp(x, v, hv), (x, g) => ChainGradient(x, g)),
        [nameof(Down)] = ((x, g, h) => DownHessian(x, g, h), (x, v, hv) => DownHvp(x, v, hv), (x, g) => DownGradient(x, g)),
        [nameof(Strided)] = ((x, g, h) => StridedHessian(x, g, h), (x, v, hv) => StridedHvp(x, v, hv), (x, g) => StridedGradient(x, g)),
        [nameof(Mirrored)] = ((x, g, h) => MirroredHessian(x, g, h), (x, v, hv) => MirroredHvp(x, v, hv), (x, g) => MirroredGradient(x, g)),
        [nameof(Logistic)] = ((x, g, h) => LogisticHessian(x, g, h), (x, v, hv) => LogisticHvp(x, v, hv), (x, g) => LogisticGradient(x, g)),
        [nameof(Mixed)] = ((x, g, h) => MixedHessian(x, g, h), (x, v, hv) => MixedHvp(x, v, hv), (x, g) => MixedGradient(x, g)),
        [nameof(Horner)] = ((x, g, h) => HornerHessian(x, g, h), (x, v, hv) => HornerHvp(x, v, hv), (x, g) => HornerGradient(x, g)),
        [nameof(Table)] = ((x, g, h) => TableHessian(x, g, h), (x, v, hv) => TableHvp(x, v, hv), (x, g) => TableGradient(x, g)),
        [nameof(Several)] = (OfSeveral, OfSeveral, OfSeveral),
    };

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (string name in All.Keys)
            foreach (int n in Enumerable.Range(1, 14)) data.Add(name, n);
        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hessian_has_the_products_as_columns(string name, int n)
    {
        (Hessian hessian, Hvp hvp, Func<double[], double[], double> gradient) = All[name];
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(3 * i + 1) + 0.2)];
        double[] g = new double[n], h = new double[n * n], expected = new double[n];
        Array.Fill(g, double.NaN);
        Array.Fill(h, double.NaN);

        Assert.Equal(gradient(x, expected), hessian(x, g, h));

        for (int j = 0; j < n; j++)
        {
            double[] v = new double[n], column = new double[n];
            v[j] = 1;
            hvp(x, v, column);
            Assert.Equal(expected[j], g[j], 1e-12);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(column[i], h[i * n + j], 1e-11);
                Assert.Equal(h[j * n + i], h[i * n + j]);
            }
        }
    }

    [Theory, InlineData(0), InlineData(5), InlineData(8)]
    public void Nothing_is_written_before_it_throws(int last)
    {
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9], g = new double[9], h = new double[81];
        Assert.Throws<InvalidOperationException>(() => ThrowingHessian(x, last, g, h));
        Assert.All(g.Concat(h), value => Assert.Equal(0, value));
        ThrowingHessian(x, 9, g, h);
        Assert.Equal(54, h[80]);
        Assert.Equal(243, g[8]);
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        double[] x = new double[13], g = new double[13], h = new double[169];
        ChainHessian(x, g, h);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ChainHessian(x, g, h);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>A number, a third of the rest, a number, pairs of the next third, the others.</summary>
    private static (double A, double[] X, double B, Pair[] Pairs, double[] Y) Parts(double[] all)
    {
        int third = Math.Max(0, all.Length - 2) / 3;
        double[] rest = [.. all.Skip(1 + third + 1)];
        Pair[] pairs = [.. Enumerable.Range(0, third / 2).Select(i => new Pair(rest[2 * i], rest[2 * i + 1]))];
        return (all[0], all[1..(1 + third)], all.Length > 1 ? all[1 + third] : 0, pairs, [.. rest.Skip(2 * pairs.Length)]);
    }

    private static void Join(Span<double> all, double a, double[] x, double b, Pair[] pairs, double[] y)
    {
        double[] joined = [a, .. x, b, .. pairs.SelectMany(pair => new[] { pair.A, pair.B }), .. y];
        joined.AsSpan(0, all.Length).CopyTo(all);
    }

    private static double OfSeveral(double[] all, double[] g)
    {
        (double a, double[] x, double b, Pair[] pairs, double[] y) = Parts(all);
        (double[] dX, Pair[] dPairs, double[] dY) = (new double[x.Length], new Pair[pairs.Length], new double[y.Length]);
        double value = SeveralGradient(a, x, b, pairs, y, out double dA, dX, out double dB, dPairs, dY);
        Join(g, dA, dX, dB, dPairs, dY);
        return value;
    }

    private static double OfSeveral(double[] all, double[] direction, Span<double> hv)
    {
        (double a, double[] x, double b, Pair[] pairs, double[] y) = Parts(all);
        (double vA, double[] vX, double vB, Pair[] vPairs, double[] vY) = Parts(direction);
        (double[] hvX, Pair[] hvPairs, double[] hvY) = (new double[x.Length], new Pair[pairs.Length], new double[y.Length]);
        double value = SeveralHvp(a, x, b, pairs, y, vA, vX, vB, vPairs, vY, out double hvA, hvX, out double hvB, hvPairs, hvY);
        Join(hv, hvA, hvX, hvB, hvPairs, hvY);
        return value;
    }

    private static double OfSeveral(double[] all, Span<double> g, Span<double> h)
    {
        (double a, double[] x, double b, Pair[] pairs, double[] y) = Parts(all);
        (double[] dX, Pair[] dPairs, double[] dY) = (new double[x.Length], new Pair[pairs.Length], new double[y.Length]);
        int n = 2 + x.Length + 2 * pairs.Length + y.Length;
        double[] matrix = new double[n * n];
        double value = SeveralHessian(a, x, b, pairs, y, out double dA, dX, out double dB, dPairs, dY, matrix);
        Join(g, dA, dX, dB, dPairs, dY);
        for (int i = 0; i < all.Length; i++) matrix.AsSpan(i * n, all.Length).CopyTo(h[(i * all.Length)..]);
        return value;
    }
}
