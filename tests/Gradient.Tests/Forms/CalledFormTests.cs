using static DiffGen.Tests.Forms.CalledForms;

namespace DiffGen.Tests.Forms;

public sealed class CalledFormTests
{
    /// <summary>Its rows come forward here and in reverse there, so the last bits may differ.</summary>
    [Fact]
    public void Jacobian_of_few_outputs_is_differentiated()
    {
        double[] x = [1.2, -0.7, 0.4], g = new double[3], v = [0.3, 1, -0.5], hv = new double[3];
        double value = FewOutputsGradient(x, g);
        Assert.Equal(FewOutputs(x), value, 1e-11);
        Assert.Equal(value, FewOutputsJvp(x, v, out double slope));
        Assert.Equal(g.Zip(v, (a, b) => a * b).Sum(), slope, 1e-9);
        FewOutputsHvp(x, v, hv);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Difference(h => FewOutputs(Moved(h * (i == 0 ? 1 : 0), h * (i == 1 ? 1 : 0), h * (i == 2 ? 1 : 0)))), g[i], 1e-6);
            Assert.Equal(Difference(h => GradientAt(Moved(h * v[0], h * v[1], h * v[2]))[i]), hv[i], 1e-5);
        }

        double[] Moved(double a, double b, double c) => [x[0] + a, x[1] + b, x[2] + c];
    }

    [Theory, InlineData(8), InlineData(10), InlineData(0)]
    public void Size_of_the_matrix_is_checked(int size)
    {
        double[] x = [1, 2, 3], g = new double[3];
        Assert.Contains("'hessian' must have length 9", Assert.Throws<ArgumentException>("hessian", () => OfSizeGradient(x, size, g)).Message, StringComparison.Ordinal);
        Assert.Equal(OfSize(x, 9), OfSizeGradient(x, 9, g));
    }

    [Fact]
    public void Samples_are_checked()
    {
        double[] x = [1, 2], y = [3, 4, 5, 6], dX = new double[2], dY = new double[4];
        Assert.Equal(OfSamples(2, x, y, 2), OfSamplesGradient(2, x, y, 2, out double dW, dX, dY));
        Assert.Equal(6.5 * 6.5, dW, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => OfSamplesGradient(2, x, y, 0, out dW, dX, dY));
        Assert.Throws<ArgumentException>("x", () => OfSamplesGradient(2, x, y, 3, out dW, dX, dY));
        Assert.Throws<ArgumentException>("y", () => OfSamplesGradient(2, x, [1, 2, 3], 2, out dW, dX, new double[3]));
    }

    private static double[] GradientAt(double[] x)
    {
        double[] g = new double[x.Length];
        FewOutputsGradient(x, g);
        return g;
    }

    private static double Difference(Func<double, double> f)
    {
        const double h = 1e-3;
        return (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);
    }
}
