namespace DiffGen.Tests.Objectives;

public sealed class GradientCheckTests
{
    private static readonly double[] s_x = [0.7, -1.2, 2];

    [Fact]
    public void A_right_gradient_is_near_the_differences()
    {
        DerivativeReport report = Gradient.Check(Right, s_x);
        Assert.Equal(6, report.Compared);
        Assert.True(report.IsWithin(1e-9), report.ToString());
        Assert.True(report.Step > 0);
        Assert.InRange(report.Uncertainty, 0, 1e-8);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void A_wrong_component_is_named(int wrong)
    {
        DerivativeReport report = Gradient.Check(
            (ReadOnlySpan<double> x, Span<double> g) =>
            {
                double value = Right(x, g);
                g[wrong] *= 1.5;
                return value;
            },
            s_x);
        Assert.Equal(($"gradient[{wrong}]", wrong), (report.Worst, report.Component));
        Assert.False(report.IsWithin(1e-3));
        Assert.Equal(report.Expected * 1.5, report.Actual, 1e-6);
        Assert.Contains($"gradient[{wrong}] is", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_error_is_seen_above_the_uncertainty()
    {
        DerivativeReport report = Gradient.Check(
            (ReadOnlySpan<double> x, Span<double> g) =>
            {
                double value = Right(x, g);
                g[1] += 1e-6;
                return value;
            },
            s_x);
        Assert.InRange(report.RelativeError, 1e-8, 1e-5);
        Assert.True(report.Uncertainty < 0.1 * report.RelativeError, report.ToString());
    }

    [Fact]
    public void What_is_not_a_number_is_infinitely_wrong()
    {
        DerivativeReport report = Gradient.Check(
            (ReadOnlySpan<double> x, Span<double> g) =>
            {
                g.Fill(double.NaN);
                return x[0];
            },
            s_x);
        Assert.Equal(double.PositiveInfinity, report.RelativeError);
        Assert.False(report.IsWithin(1e10));
    }

    [Fact]
    public void Single_precision_is_checked_in_its_own()
    {
        float[] x = [0.7f, -1.2f];
        DerivativeReport report = Gradient.Check(
            (ReadOnlySpan<float> at, Span<float> g) =>
            {
                (g[0], g[1]) = (MathF.Cos(at[0]) * at[1], MathF.Sin(at[0]));
                return MathF.Sin(at[0]) * at[1];
            },
            x);
        Assert.True(report.IsWithin(1e-3), report.ToString());
    }

    [Fact]
    public void Products_are_checked_by_differences_and_symmetry()
    {
        DerivativeReport right = Gradient.Check(Product, Right, s_x);
        Assert.True(right.IsWithin(1e-8), right.ToString());
        DerivativeReport wrong = Gradient.Check(
            (ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> hv) =>
            {
                double value = Product(x, v, hv);
                hv[2] = 0;
                return value;
            },
            Right,
            s_x);
        Assert.Equal(2, wrong.Component);
        Assert.False(wrong.IsWithin(1e-2));
    }

    [Fact]
    public void A_hessian_is_checked_with_its_gradient_and_symmetry()
    {
        DerivativeReport right = Gradient.Check((HessianFunction<double>)Hessian, s_x);
        Assert.True(right.IsWithin(1e-8), right.ToString());
        Assert.Equal(6 + 9 + 3, right.Compared);
        DerivativeReport wrong = Gradient.Check(
            (ReadOnlySpan<double> x, Span<double> g, Span<double> h) =>
            {
                double value = Hessian(x, g, h);
                h[1] += 0.5;
                return value;
            },
            s_x);
        Assert.Contains("[0, 1]", wrong.Worst, StringComparison.Ordinal);
    }

    [Fact]
    public void Tangents_are_checked_by_differences_and_the_gradient()
    {
        static double Jvp(ReadOnlySpan<double> x, ReadOnlySpan<double> v, out double derivative)
        {
            double[] g = new double[3];
            double value = Right(x, g);
            derivative = g[0] * v[0] + g[1] * v[1] + g[2] * v[2];
            return value;
        }

        DerivativeReport right = Gradient.Check(Jvp, Right, s_x);
        Assert.True(right.IsWithin(1e-8), right.ToString());
        DerivativeReport wrong = Gradient.Check(
            (ReadOnlySpan<double> x, ReadOnlySpan<double> v, out double derivative) =>
            {
                double value = Jvp(x, v, out derivative);
                derivative *= 2;
                return value;
            },
            Right,
            s_x);
        Assert.StartsWith("directional derivative", wrong.Worst, StringComparison.Ordinal);
        Assert.False(wrong.IsWithin(1e-2));
    }

    [Fact]
    public void A_jacobian_is_checked_element_by_element()
    {
        static void Jacobian(ReadOnlySpan<double> x, Span<double> r, Span<double> j)
        {
            (r[0], r[1]) = (x[0] * x[1], Math.Exp(x[2]));
            ((double[])[x[1], x[0], 0, 0, 0, Math.Exp(x[2])]).CopyTo(j);
        }

        DerivativeReport right = Gradient.Check((JacobianFunction<double>)Jacobian, s_x, 2);
        Assert.True(right.IsWithin(1e-9), right.ToString());
        Assert.Equal(6, right.Compared);
        DerivativeReport wrong = Gradient.Check(
            (ReadOnlySpan<double> x, Span<double> r, Span<double> j) =>
            {
                Jacobian(x, r, j);
                j[4] = 1;
            },
            s_x,
            2);
        Assert.Equal(("jacobian[1, 1]", 1), (wrong.Worst, wrong.Component));
    }

    [Fact]
    public void Nothing_to_compare_is_within_any_tolerance()
    {
        DerivativeReport report = Gradient.Check((JacobianFunction<double>)((x, r, j) => { }), ReadOnlySpan<double>.Empty, 0);
        Assert.Equal((0, "nothing compared"), (report.Compared, report.ToString()));
        Assert.True(report.IsWithin(0));
        Assert.Throws<ArgumentNullException>(() => Gradient.Check((GradientFunction<double>)null!, s_x));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gradient.Check((JacobianFunction<double>)((x, r, j) => { }), s_x, -1));
    }

    // sin(x)·y + y²z³
    private static double Right(ReadOnlySpan<double> x, Span<double> g)
    {
        g[0] = Math.Cos(x[0]) * x[1];
        g[1] = Math.Sin(x[0]) + 2 * x[1] * x[2] * x[2] * x[2];
        g[2] = 3 * x[1] * x[1] * x[2] * x[2];
        return Math.Sin(x[0]) * x[1] + x[1] * x[1] * x[2] * x[2] * x[2];
    }

    private static double Hessian(ReadOnlySpan<double> x, Span<double> g, Span<double> h)
    {
        double cross = 6 * x[1] * x[2] * x[2];
        ((double[])[-Math.Sin(x[0]) * x[1], Math.Cos(x[0]), 0, Math.Cos(x[0]), 2 * x[2] * x[2] * x[2], cross, 0, cross, 6 * x[1] * x[1] * x[2]]).CopyTo(h);
        return Right(x, g);
    }

    private static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> hv)
    {
        double[] h = new double[9];
        double value = Hessian(x, new double[3], h);
        for (int i = 0; i < 3; i++)
            hv[i] = h[3 * i] * v[0] + h[3 * i + 1] * v[1] + h[3 * i + 2] * v[2];
        return value;
    }
}
