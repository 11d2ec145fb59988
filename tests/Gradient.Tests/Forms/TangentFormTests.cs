using System.Numerics;
using static DiffGen.Tests.Forms.TangentForms;

namespace DiffGen.Tests.Forms;

public sealed class TangentFormTests
{
    /// <summary>The Hessian and a product that the literature gives.</summary>
    [Fact]
    public void Rosenbrock_has_its_second_derivatives()
    {
        double[] hessian = new double[4];
        Assert.Equal(24.2, RosenbrockHessian(-1.2, 1, out double dX, out double dY, hessian), 1e-12);
        Assert.Equal((-215.6, -88), (dX, dY), Within(1e-11));
        Equal([1330, 480, 480, 200], hessian, 1e-11);
        RosenbrockHvp(-1.2, 1, 1, 2, out double hvX, out double hvY);
        Assert.Equal((2290, 880), (hvX, hvY), Within(1e-11));
        double[] jacobian = new double[2];
        RosenbrockJacobian(-1.2, 1, jacobian);
        Equal([-215.6, -88], jacobian, 1e-11);
        Assert.Equal(24.2, RosenbrockJvp(-1.2, 1, 1, 2, out double directional), 1e-12);
        Assert.Equal(-391.6, directional, 1e-11);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(5), InlineData(100)]
    public void Extended_Rosenbrock_has_its_tridiagonal_hessian(int n)
    {
        double[] x = Vector(n, 3), g = new double[n], hessian = new double[n * n], v = Vector(n, 5), hv = new double[n];
        ExtendedHessian(x, g, hessian);
        ExtendedHvp(x, v, hv);
        for (int i = 0; i < n; i++)
        {
            double product = 0;
            for (int j = 0; j < n; j++)
            {
                double expected = i == j ? (i + 1 < n ? 2 + 1200 * x[i] * x[i] - 400 * x[i + 1] : 0) + (i > 0 ? 200 : 0)
                    : Math.Abs(i - j) == 1 ? -400 * x[Math.Min(i, j)] : 0;
                Assert.Equal(expected, hessian[i * n + j], 1e-9);
                product += expected * v[j];
            }

            Assert.Equal(product, hv[i], 1e-8);
        }

        double[] plain = new double[n];
        Assert.Equal(ExtendedGradient(x, plain), ExtendedJvp(x, v, out double directional));
        Assert.Equal(Dot(plain, v), directional, 1e-8);
        Assert.Equal(plain, g);
    }

    [Fact]
    public void Powell_hessian_is_made_of_blocks()
    {
        double[] x = Vector(8, 3), g = new double[8], hessian = new double[64], hv = new double[8];
        PowellHessian(x, g, hessian);
        double[] block =
        [
            2 + 120 * Math.Pow(x[0] - x[3], 2), 20, 0, -120 * Math.Pow(x[0] - x[3], 2),
            20, 200 + 12 * Math.Pow(x[1] - 2 * x[2], 2), -24 * Math.Pow(x[1] - 2 * x[2], 2), 0,
            0, -24 * Math.Pow(x[1] - 2 * x[2], 2), 10 + 48 * Math.Pow(x[1] - 2 * x[2], 2), -10,
            -120 * Math.Pow(x[0] - x[3], 2), 0, -10, 10 + 120 * Math.Pow(x[0] - x[3], 2),
        ];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(block[4 * i + j], hessian[8 * i + j], 1e-9);
                Assert.Equal(0, hessian[8 * i + j + 4]);
            }

            PowellHvp(x, Unit(8, i), hv);
            Equal(hessian.AsSpan(8 * i, 8), hv, 1e-12);
        }
    }

    [Theory, InlineData(1), InlineData(4), InlineData(1000)]
    public void Broyden_jacobian_is_tridiagonal(int n)
    {
        double[] x = Vector(n, 3), y = new double[n], jacobian = new double[n * n], expected = new double[n];
        BroydenJacobian(x, y, jacobian);
        Broyden(x, expected);
        Assert.Equal(expected, y);
        for (int i = 0; i < n; i++)
        {
            for (int j = Math.Max(0, i - 2); j < Math.Min(n, i + 3); j++)
                Assert.Equal(i == j ? 3 - 4 * x[i] : j == i - 1 ? -1 : j == i + 1 ? -2 : 0, jacobian[i * n + j], 1e-12);
        }
    }

    [Fact]
    public void Jacobian_rows_are_pullbacks_and_columns_are_tangents()
    {
        double[] p = [2, 0.3], old = [1, -2, 3], y = [.. old], jacobian = new double[9];
        AccumulatedJacobian(p, 0.5, y, jacobian);
        double[] values = [.. old];
        Accumulated(p, 0.5, values);
        Assert.Equal(values, y);
        for (int i = 0; i < 3; i++)
        {
            double[] seeds = Unit(3, i), dP = new double[2];
            double dScale = 0;
            AccumulatedPullback(p, 0.5, [.. old], dP, ref dScale, seeds);
            Equal([.. dP, dScale], jacobian.AsSpan(3 * i, 3), 1e-13);
        }

        for (int j = 0; j < 3; j++)
        {
            double[] content = [.. old], tangents = new double[3];
            AccumulatedJvp(p, 0.5, content, Unit(3, j).AsSpan(0, 2), j == 2 ? 1 : 0, tangents);
            Assert.Equal(values, content);
            Equal([jacobian[j], jacobian[3 + j], jacobian[6 + j]], tangents, 1e-13);
        }

        // The tangent of the old content takes part, too.
        double[] carried = [1, 1, 1];
        AccumulatedJvp(p, 0.5, [.. old], [0, 0], 0, carried);
        Assert.Equal([0.5, 0.5, 0.5], carried);
    }

    [Fact]
    public void Every_kind_of_parameter_has_tangents()
    {
        Everything all = new(3);
        int n = Everything.Count;
        double[] gradient = new double[n], row = new double[n], full = new double[n], hessian = new double[n * n], v = Vector(n, 7);
        double value = all.Gradient(gradient);
        Assert.Equal(value, EverythingJacobian(all.A, all.P, all.Grid, all.Rows, all.Points, all.Narrow, 2, row));
        Equal(gradient, row, 1e-12);
        Assert.Equal(value, all.Hessian(full, hessian));
        Equal(gradient, full, 1e-12);
        Assert.Equal(value, all.Jvp(v, out double directional));
        Assert.Equal(Dot(gradient, v), directional, 1e-5);
        double[] hv = new double[n];
        Assert.Equal(value, all.Hvp(v, hv));
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(Dot(hessian.AsSpan(i * n, n), v), hv[i], 1e-4);
            for (int j = 0; j < n; j++)
                Assert.Equal(hessian[i * n + j], hessian[j * n + i], 1e-5);
        }

        const double h = 1e-5;
        for (int j = 0; j < n - 1; j++)
        {
            double[] up = new double[n], down = new double[n];
            new Everything(3, j, h).Gradient(up);
            new Everything(3, j, -h).Gradient(down);
            for (int i = 0; i < n - 1; i++)
                Assert.Equal((up[i] - down[i]) / (2 * h), hessian[i * n + j], 1e-4);
        }
    }

    /// <summary>Delta, gamma, vega, vanna and rho by their formulas.</summary>
    [Fact]
    public void Black_Scholes_has_its_greeks()
    {
        const double spot = 100, strike = 105, rate = 0.03, volatility = 0.2, time = 0.75;
        double[] hessian = new double[25];
        BlackScholesHessian(spot, strike, rate, volatility, time, out double delta, out double dStrike, out double rho, out double vega, out _, hessian);
        double root = volatility * Math.Sqrt(time), d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / root, d2 = d1 - root;
        double density = Math.Exp(-0.5 * d1 * d1) / Math.Sqrt(2 * Math.PI), discount = Math.Exp(-rate * time);
        Assert.Equal(0.5 * (1 + Erf(d1 / Math.Sqrt(2))), delta, 1e-7);
        Assert.Equal(spot * density * Math.Sqrt(time), vega, 1e-7);
        Assert.Equal(-discount * 0.5 * (1 + Erf(d2 / Math.Sqrt(2))), dStrike, 1e-7);
        Assert.Equal(-strike * time * dStrike, rho, 1e-6);
        Assert.Equal(density / (spot * root), hessian[0], 1e-8);
        Assert.Equal(-density * d2 / volatility, hessian[3], 1e-7);
        Assert.Equal(spot * density * Math.Sqrt(time) * d1 * d2 / volatility, hessian[18], 1e-5);
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.Equal(hessian[5 * i + j], hessian[5 * j + i], 1e-9);
        }
    }

    [Fact]
    public void Results_and_outs_have_tangents()
    {
        (double Radius, int Quadrant, double Angle) result = PolarJvp(3, 4, out double square, 1, 0, out double vSquare, out (double Radius, int Quadrant, double Angle) tangent);
        Assert.Equal((5, 1, Math.Atan2(4, 3)), result);
        Assert.Equal(25, square);
        Assert.Equal(6, vSquare);
        Assert.Equal(0.6, tangent.Radius, 1e-15);
        Assert.Equal(0, tangent.Quadrant);
        Assert.Equal(-4.0 / 25, tangent.Angle, 1e-15);

        Point p = new() { X = 1, Count = 3 }, vP = new() { Y = 1, Count = 9 };
        double[] trail = [0, 0], vTrail = [5, 0];
        RotateJvp(ref p, trail, Math.PI / 2, ref vP, vTrail, 0);
        Equal([0, -1], trail, 1e-15);
        Equal([5 - 1, 0], vTrail, 1e-15);
        Assert.Equal((-1, 3), (Math.Round(vP.Y), p.Count));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(4)]
    public void Recursion_has_tangents_and_second_derivatives(int depth)
    {
        double[] hessian = new double[1];
        double value = ContinuedHessian(0.6, depth, out double dX, hessian);
        Assert.Equal(Continued(0.6, depth), value);
        ContinuedJvp(0.6, depth, 2, out double directional);
        Assert.Equal(2 * dX, directional, 1e-13);
        const double h = 1e-4;
        ContinuedGradient(0.6 + h, depth, out double up);
        ContinuedGradient(0.6 - h, depth, out double down);
        Assert.Equal((up - down) / (2 * h), hessian[0], 1e-6);
        ContinuedHvp(0.6, depth, -3, out double hvX);
        Assert.Equal(-3 * hessian[0], hvX, 1e-12);
    }

    [Fact]
    public void Models_come_last()
    {
        var net = new Net { Bias = 0.2 };
        Vector(6, 3).CopyTo(net.Weights);
        double[] x = [0.5, -1, 2], dX = new double[3], dParameters = new double[7], fullX = new double[3], fullParameters = new double[7], hessian = new double[121];
        double value = net.LossGradient(x, 0.3, dX, out double dTarget, dParameters);
        Assert.Equal(value, net.LossHessian(x, 0.3, fullX, out _, fullParameters, hessian));
        double[] gradient = [.. dX, dTarget, .. dParameters], jacobian = new double[11], v = Vector(11, 5), hvX = new double[3], hvParameters = new double[7];
        Assert.Equal(value, net.LossJacobian(x, 0.3, jacobian));
        Equal(gradient, jacobian, 1e-13);
        Assert.Equal(value, net.LossJvp(x, 0.3, v.AsSpan(0, 3), v[3], v.AsSpan(4), out double directional));
        Assert.Equal(Dot(gradient, v), directional, 1e-12);
        net.LossHvp(x, 0.3, v.AsSpan(0, 3), v[3], v.AsSpan(4), hvX, out double hvTarget, hvParameters);
        double[] hv = [.. hvX, hvTarget, .. hvParameters];
        for (int i = 0; i < 11; i++)
            Assert.Equal(Dot(hessian.AsSpan(11 * i, 11), v), hv[i], 1e-12);
        Assert.Throws<ArgumentException>("vParameters", () => net.LossJvp(x, 0.3, new double[3], 0, new double[6], out _));
        Assert.Throws<ArgumentException>("hessian", () => net.LossHessian(x, 0.3, dX, out _, dParameters, new double[120]));
    }

    [Fact]
    public void Single_and_generic_precision_have_all_forms()
    {
        float[] w = [0.5f, -1.5f], dW = new float[2], hessian = new float[9];
        float value = NarrowHessian(0.7f, w, out float dX, dW, hessian);
        Assert.Equal(Narrow(0.7f, w), value);
        NarrowJvp(0.7f, w, 1, [2, 3], out float directional);
        Assert.Equal(dX + 2 * dW[0] + 3 * dW[1], directional, 1e-4f);
        Assert.Equal(hessian[1], hessian[3], 1e-5f);

        double[] wide = [0.5, -1.5], dWide = new double[2], matrix = new double[9];
        GenericHessian(0.7, wide, out double dWideX, dWide, matrix);
        double e = Math.Exp(0.35);
        Assert.Equal(0.5 * e + 2.25, dWideX, 1e-12);
        Equal([0.25 * e, e * 1.35, -3, e * 1.35, 0.49 * e, 0, -3, 0, 1.4], matrix, 1e-12);
        GenericJvp(0.7f, [0.5f, -1.5f], 1f, [0f, 0f], out float narrow);
        Assert.Equal((float)dWideX, narrow, 1e-5f);
    }

    [Fact]
    public void Sizes_and_overlaps_are_checked_before_anything_is_written()
    {
        double[] x = [1, 2, 3], v = [1, 1, 1], g = [7, 7, 7], matrix = new double[9];
        Assert.Throws<ArgumentException>("vX", () => ExtendedJvp(x, [1, 1], out _));
        Assert.Throws<ArgumentException>("hvX", () => ExtendedHvp(x, v, new double[2]));
        Assert.Throws<ArgumentException>("vX", () => ExtendedHvp(x, new double[2], g));
        Assert.Throws<ArgumentException>("hessian", () => ExtendedHessian(x, g, new double[8]));
        Assert.Throws<ArgumentException>("jacobian", () => ExtendedJacobian(x, new double[4]));
        Assert.Throws<ArgumentException>("jacobian", () => BroydenJacobian(x, new double[3], new double[8]));
        Assert.Throws<ArgumentException>("hvX", () => ExtendedHvp(x, v, x));
        Assert.Throws<ArgumentException>("hvX", () => ExtendedHvp(x, v, v));
        Assert.Throws<ArgumentException>("dX", () => ExtendedHessian(x, matrix.AsSpan(0, 3), matrix));
        Assert.Throws<ArgumentException>("y", () => AccumulatedJvp(x, 1, g, x, 0, g));
        // What is only read may overlap.
        ExtendedJvp(x, x, out _);
        Assert.Equal([7, 7, 7], g);
        Assert.All(matrix, element => Assert.Equal(0, element));
    }

    [Fact]
    public void Nothing_is_allocated_in_the_steady_state()
    {
        double[] x = Vector(20, 3), v = Vector(20, 5), hv = new double[20], g = new double[20], matrix = new double[400], y = new double[20];
        void Run()
        {
            ExtendedJvp(x, v, out _);
            ExtendedHvp(x, v, hv);
            ExtendedHessian(x, g, matrix);
            BroydenJacobian(x, y, matrix);
            ContinuedHvp(0.6, 4, 1, out _);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Empty_inputs_have_empty_derivatives()
    {
        Assert.Equal(0, ExtendedHessian([], [], []));
        Assert.Equal(0, ExtendedHvp([], [], []));
        Assert.Equal(0, ExtendedJacobian([], []));
        BroydenJacobian([], [], []);
    }

    [Fact]
    public void Methods_with_a_pullback_have_tangents()
    {
        double[] w = [0.5, -2, 1], dW = new double[3], vW = [1, -1, 0.5];
        double value = PulledGradient(0.7, 1.3, w, out double dX, out double dY, dW);
        Assert.Equal(value, PulledJvp(0.7, 1.3, w, 0.3, -0.2, vW, out double directional));
        Assert.Equal(0.3 * dX - 0.2 * dY + Dot(dW, vW), directional, 1e-11);

        Vector3 a = new(0.4f, -1, 2), vA = new(1, 0.5f, -0.25f);
        float turned = TurnedGradient(a, 0.6f, out Vector3 dA, out float dAngle);
        Assert.Equal(turned, TurnedJvp(a, 0.6f, vA, 2, out float derivative));
        Assert.Equal(Vector3.Dot(dA, vA) + 2 * dAngle, derivative, 1e-4f);
    }

    [Fact]
    public void Forward_derivatives_written_by_hand_are_used()
    {
        Assert.Equal(ByHand(2, 0.5), ByHandJvp(2, 0.5, 1, 0, out double directional));
        Assert.Equal(3 * 3 * 1 * 0.5, directional, 1e-12);

        double[] x = Vector(6, 3), y = new double[6], jacobian = new double[42], plain = new double[6];
        ThroughBothJacobian(x, 0.7, y, jacobian);
        ThroughBoth(x, 0.7, plain);
        Assert.Equal(plain, y);
        for (int i = 0; i < 6; i++)
        {
            double[] seeds = Unit(6, i), dX = new double[6];
            double dBy = 0;
            ThroughBothPullback(x, 0.7, new double[6], dX, ref dBy, seeds);
            Equal([.. dX, dBy], jacobian.AsSpan(7 * i, 7), 1e-12);
        }
    }

    /// <summary>Generated forms convert to the delegates of the runtime, and its check takes them.</summary>
    [Fact]
    public void The_runtime_checks_them()
    {
        double[] x = Vector(6, 3);
        Within(Gradient.Check(ExtendedGradient, x));
        Within(Gradient.Check(ExtendedJvp, ExtendedGradient, x));
        Within(Gradient.Check(ExtendedHvp, ExtendedGradient, x));
        Within(Gradient.Check((HessianFunction<double>)ExtendedHessian, x));
        Within(Gradient.Check((JacobianFunction<double>)BroydenJacobian, x, 6));
        Within(Gradient.Check(PowellHvp, PowellGradient, x));

        static void Within(DerivativeReport report) => Assert.True(report.IsWithin(1e-7), report.ToString());
    }

    private static double[] Vector(int n, int step) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1 + step * i))];

    private static double[] Unit(int n, int i) => [.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0)];

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * (1 + Math.Abs(expected[i])));
    }

    private static EqualityComparer<(double, double)> Within(double tolerance) => EqualityComparer<(double, double)>.Create(
        (a, b) => Math.Abs(a.Item1 - b.Item1) <= tolerance * (1 + Math.Abs(a.Item1)) && Math.Abs(a.Item2 - b.Item2) <= tolerance * (1 + Math.Abs(a.Item2)), _ => 0);

    /// <summary>By its series, which converges everywhere.</summary>
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Arguments of every kind, one of them moved.</summary>
    private sealed class Everything
    {
        public const int Count = 15;

        private readonly double[] _x;

        public Everything(int step, int moved = 0, double by = 0)
        {
            _x = Vector(Count, step);
            _x[moved] += by;
        }

        public double A => _x[0];

        public Point P => new() { X = _x[1], Y = _x[2], Count = 4 };

        public double[,] Grid => new[,] { { _x[3], _x[4] }, { _x[5], _x[6] } };

        public double[][] Rows => [[_x[7], _x[8]], [], [_x[9]]];

        public Point[] Points => [new() { X = _x[10], Y = _x[11] }, new() { X = _x[12], Y = _x[13] }];

        public float Narrow => (float)_x[14];

        public double Gradient(double[] g)
        {
            double[,] dGrid = new double[2, 2];
            double[][] dRows = [new double[2], [], new double[1]];
            Point[] dPoints = new Point[2];
            double value = EverythingGradient(A, P, Grid, Rows, Points, Narrow, 2, out double dA, out Point dP, dGrid, dRows, dPoints, out float dNarrow);
            Flat(dA, dP, dGrid, dRows, dPoints, dNarrow).CopyTo(g, 0);
            return value;
        }

        public double Hessian(double[] g, double[] hessian)
        {
            double[,] dGrid = new double[2, 2];
            double[][] dRows = [new double[2], [], new double[1]];
            Point[] dPoints = new Point[2];
            double value = EverythingHessian(A, P, Grid, Rows, Points, Narrow, 2, out double dA, out Point dP, dGrid, dRows, dPoints, out float dNarrow, hessian);
            Flat(dA, dP, dGrid, dRows, dPoints, dNarrow).CopyTo(g, 0);
            return value;
        }

        public double Jvp(double[] v, out double directional)
        {
            (double vA, Point vP, double[,] vGrid, double[][] vRows, Point[] vPoints, float vNarrow) = Parts(v);
            return EverythingJvp(A, P, Grid, Rows, Points, Narrow, 2, vA, vP, vGrid, vRows, vPoints, vNarrow, out directional);
        }

        public double Hvp(double[] v, double[] hv)
        {
            (double vA, Point vP, double[,] vGrid, double[][] vRows, Point[] vPoints, float vNarrow) = Parts(v);
            double[,] hvGrid = new double[2, 2];
            double[][] hvRows = [new double[2], [], new double[1]];
            Point[] hvPoints = new Point[2];
            double value = EverythingHvp(A, P, Grid, Rows, Points, Narrow, 2, vA, vP, vGrid, vRows, vPoints, vNarrow, out double hvA, out Point hvP, hvGrid, hvRows, hvPoints, out float hvNarrow);
            Flat(hvA, hvP, hvGrid, hvRows, hvPoints, hvNarrow).CopyTo(hv, 0);
            return value;
        }

        private static (double A, Point P, double[,] Grid, double[][] Rows, Point[] Points, float Narrow) Parts(double[] v) => (
            v[0], new() { X = v[1], Y = v[2], Count = 5 }, new[,] { { v[3], v[4] }, { v[5], v[6] } }, [[v[7], v[8]], [], [v[9]]],
            [new() { X = v[10], Y = v[11] }, new() { X = v[12], Y = v[13] }], (float)v[14]);

        private static double[] Flat(double a, Point p, double[,] grid, double[][] rows, Point[] points, float narrow) =>
            [a, p.X, p.Y, .. grid.Cast<double>(), .. rows.SelectMany(row => row), .. points.SelectMany(q => new[] { q.X, q.Y }), narrow];
    }
}
