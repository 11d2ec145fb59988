using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>Generic methods at <c>double</c> and <c>float</c>: values bit for bit, derivatives against differences.</summary>
public sealed class GenericMethodTests
{
    private static readonly double[] Weights = [0.7, -0.4, 1.3, 0.9];

    private static readonly float[] Narrow = [.. Weights.Select(w => (float)w)];

    [Theory]
    [InlineData(0.6, 1.2)]
    [InlineData(-1.1, 0.3)]
    public void Scalars(double x, double y)
    {
        double value = GenericMethods.ScalarsGradient(x, y, out double dX, out double dY);
        Close.SameBits(GenericMethods.Scalars(x, y), value, "value");
        Close.SameBits(Plain.Scalars(x, y), value, "value of the plain method");
        Close.Vectors(Differences.Gradient(at => GenericMethods.Scalars(at[0], at[1]), [x, y]), [dX, dY], 1e-7, "gradient");
        Plain.ScalarsGradient(x, y, out double plainX, out double plainY);
        Close.Vectors([plainX, plainY], [dX, dY], 1e-15, "gradient of the plain method");

        float narrow = GenericMethods.ScalarsGradient((float)x, (float)y, out float narrowX, out float narrowY);
        Assert.Equal(GenericMethods.Scalars((float)x, (float)y), narrow);
        Close.Vectors([dX, dY], [narrowX, narrowY], 1e-4, "gradient in single precision");

        double accumulated = 0.5, other = 0;
        GenericMethods.ScalarsPullback(x, y, 2, ref accumulated, ref other);
        Close.Vectors([0.5 + 2 * dX, 2 * dY], [accumulated, other], 1e-14, "pullback");
    }

    [Fact]
    public void Half_is_a_number_too()
    {
        Half value = GenericMethods.ScalarsGradient((Half)0.6, (Half)1.2, out Half dX, out _);
        Assert.Equal(GenericMethods.Scalars((Half)0.6, (Half)1.2), value);
        GenericMethods.ScalarsGradient(0.6, 1.2, out double wide, out _);
        Assert.Equal(wide, (double)dX, 0.05);
    }

    [Theory]
    [InlineData(0.7, 1.2)]
    [InlineData(1.7, 2.3)]
    public void Functions(double x, double y)
    {
        double value = GenericMethods.FunctionsGradient(x, y, out double dX, out double dY);
        Close.SameBits(GenericMethods.Functions(x, y), value, "value");
        Close.Vectors(Differences.Gradient(at => GenericMethods.Functions(at[0], at[1]), [x, y]), [dX, dY], 1e-6, "gradient");
        Assert.Equal(GenericMethods.Functions((float)x, (float)y), GenericMethods.FunctionsGradient((float)x, (float)y, out float narrowX, out float narrowY));
        Close.Vectors([dX, dY], [narrowX, narrowY], 1e-3, "gradient in single precision");
    }

    [Fact]
    public void Loop_with_helper()
    {
        var dW = new double[4];
        double value = GenericMethods.LossGradient(0.8, Weights, out double dX, dW);
        Close.SameBits(GenericMethods.Loss<double>(0.8, Weights), value, "value");
        Close.Vectors(Differences.Gradient(at => GenericMethods.Loss<double>(0.8, at), Weights), dW, 1e-7, "dW");
        Close.Vectors(Differences.Gradient(at => GenericMethods.Loss<double>(at[0], Weights), [0.8]), [dX], 1e-7, "dX");
        var narrow = new float[4];
        Assert.Equal(GenericMethods.Loss<float>(0.8f, Narrow), GenericMethods.LossGradient<float>(0.8f, Narrow, out _, narrow));
        Close.Vectors(dW, [.. narrow.Select(d => (double)d)], 1e-4, "dW in single precision");
    }

    [Fact]
    public void Branches() => Check(at => GenericMethods.Branches<double>(at), (at, d) => GenericMethods.BranchesGradient<double>(at, d));

    [Fact]
    public void Managed_numbers_have_no_stack()
    {
        Check(at => GenericMethods.Managed<double>(at), (at, d) => GenericMethods.ManagedGradient<double>(at, d));
        var dW = new float[4];
        Assert.Equal(GenericMethods.Managed<float>(Narrow), GenericMethods.ManagedGradient<float>(Narrow, dW));
    }

    [Fact]
    public void Recursion() => Check(at => GenericMethods.Recursive<double>(at), (at, d) => GenericMethods.RecursiveGradient<double>(at, d));

    [Fact]
    public void Arrays()
    {
        Check(at => GenericMethods.Arrays(at, 3, 0.4), (at, d) => GenericMethods.ArraysGradient(at, 3, 0.4, d, out _));
        var dW = new double[4];
        double dX = 0;
        GenericMethods.ArraysPullback(Weights, 2, 0.4, 1, dW, ref dX);
        Close.Vectors(Differences.Gradient(at => GenericMethods.Arrays(Weights, 2, at[0]), [0.4]), [dX], 1e-7, "dX");
    }

    [Fact]
    public void Iteration_until_convergence()
    {
        double value = GenericMethods.NewtonGradient(2.0, out double dA);
        Close.SameBits(GenericMethods.Newton(2.0), value, "value");
        Close.Vectors(Differences.Gradient(at => GenericMethods.Newton(at[0]), [2]), [dA], 1e-7, "dA");
    }

    [Fact]
    public void Arithmetic_of_decimals()
    {
        decimal value = GenericMethods.ArithmeticGradient(1.5m, -0.5m, "tag", out decimal dX, out decimal dY);
        Assert.Equal(GenericMethods.Arithmetic(1.5m, -0.5m, "tag"), value);
        Assert.Equal(-0.5m / (2.5m * 2.5m) + 1, dX, 20);
        Assert.Equal(1.5m / 2.5m + 1.5m, dY, 20);
    }

    [Fact]
    public void Conversions()
    {
        double value = GenericMethods.MixedGradient(1.3f, 0.7, 2, out float dX, out double dY);
        Assert.Equal(GenericMethods.Mixed(1.3f, 0.7, 2), value);
        Close.Vectors(Differences.Gradient(at => GenericMethods.Mixed(at[0], at[1], 2), [1.3, 0.7]), [dX, dY], 1e-5, "gradient");
    }

    [Fact]
    public void Structs_of_numbers()
    {
        double value = GenericMethods.VectorsGradient(new Pair<double>(0.3, 0.8), out Pair<double> dP);
        Close.SameBits(GenericMethods.Vectors(new Pair<double>(0.3, 0.8)), value, "value");
        Close.Vectors(Differences.Gradient(at => GenericMethods.Vectors(new Pair<double>(at[0], at[1])), [0.3, 0.8]), [dP.X, dP.Y], 1e-7, "gradient");
    }

    [Fact]
    public void Grids_tuples_and_spans_of_structs()
    {
        double[,] a = { { 0.1, 0.2 }, { 0.3, 0.4 } }, dA = new double[2, 2];
        Pair<double>[] pairs = [new(0.5, 0.6), new(0.7, 0.8)], dPairs = new Pair<double>[2];
        double value = GenericMethods.ShapesGradient(a, (1.5, 2.5), pairs, dA, out (double Left, double Right) dP, dPairs);
        Close.SameBits(GenericMethods.Shapes<double>(a, (1.5, 2.5), pairs), value, "value");
        Close.Vectors([2 * 0.5 * 2.5, 1.5], [dA[0, 1], dA[1, 0]], 1e-14, "dA");
        Close.Vectors([0.3, 2 * 0.5 * 0.2], [dP.Left, dP.Right], 1e-14, "dP");
        Close.Vectors([0.64, 2 * 0.8 * 0.7], [dPairs[1].X, dPairs[1].Y], 1e-14, "dPairs");
        Assert.Throws<ArgumentException>(() => GenericMethods.ShapesGradient(a, (1.5, 2.5), new Pair<double>[] { new(100, 100) }, dA, out _, new Pair<double>[1]));
    }

    [Fact]
    public void Locals_may_be_named_as_type_parameters()
    {
        GenericMethods.NamesGradient(1.5, out double dX);
        Close.Vectors(Differences.Gradient(at => GenericMethods.Names(at[0]), [1.5]), [dX], 1e-8, "dX");
    }

    [Fact]
    public void The_type_around_the_method_is_generic()
    {
        Check(at => GenericPolynomial<double>.Value(at, 0.6), (at, d) => GenericPolynomial<double>.ValueGradient(at, 0.6, d, out _));
        var polynomial = new GenericPolynomial<float>(0.25f);
        var narrow = new float[4];
        Assert.Equal(polynomial.Shifted(Narrow, 0.6f), polynomial.ShiftedGradient(Narrow, 0.6f, narrow, out float dX));
        var wide = new GenericPolynomial<double>(0.25);
        wide.ShiftedGradient(Weights, 0.6, new double[4], out double expected);
        Assert.Equal(expected, dX, 1e-4);
    }

    [Fact]
    public void Models_may_be_generic()
    {
        var model = new GenericLine<double> { Bias = 0.1 };
        model.Weights[0] = 0.5;
        model.Weights[1] = -0.25;
        var gradient = new double[3];
        double value = model.LossBatchGradient([1, 2, 3, 4], [0.5, 0.75], 2, gradient);
        Assert.Equal((model.Loss([1, 2], 0.5) + model.Loss([3, 4], 0.75)) / 2, value, 1e-14);
        Assert.Equal(-0.4 - 0.15, gradient[2], 1e-12);
    }

    [Fact]
    public void Layers_may_be_generic()
    {
        var network = new GenericNetwork<double> { Scale = 1.5 };
        network.Hidden.W[0] = 0.25;
        network.Hidden.W[1] = -0.5;
        var gradient = new double[3];
        double value = network.LossGradient([2, 3], new double[2], gradient);
        double y = Math.Tanh(-1);
        Assert.Equal(1.5 * y, value, 1e-15);
        Close.Vectors([1.5 * (1 - y * y) * 2, 1.5 * (1 - y * y) * 3, y], gradient, 1e-14, "gradient");
    }

    private static void Check(Func<double[], double> primal, Func<double[], double[], double> derivative)
    {
        var gradient = new double[Weights.Length];
        gradient.AsSpan().Fill(double.NaN);
        Close.SameBits(primal(Weights), derivative(Weights, gradient), "value");
        Close.Vectors(Differences.Gradient(primal, Weights), gradient, 1e-7, "gradient");
    }
}

/// <summary>A method of <see cref="GenericMethods"/> written for <c>double</c>.</summary>
internal static partial class Plain
{
    [Differentiable]
    public static double Scalars(double x, double y)
    {
        double z = Math.Exp(-x * x) + Math.Sin(y) / (1 + y * y);
        z += Math.Log(2.5 + Math.Cos(x * y)) - Math.Tanh(x - y) * Math.PI;
        z -= Math.Sqrt(Math.Abs(x) + 0.1) * Math.Cbrt(y);
        return z * Math.FusedMultiplyAdd(x, y, 0.3f);
    }
}
