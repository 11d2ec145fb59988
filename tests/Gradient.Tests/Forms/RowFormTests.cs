using static DiffGen.Tests.Forms.RowForms;

namespace DiffGen.Tests.Forms;

/// <summary>Rows that are computed side by side are those that the pullback has one at a time, and allocate nothing.</summary>
public sealed class RowFormTests
{
    [Theory, InlineData(0.3), InlineData(0.0)]
    public void Two_rows_are_pullbacks(double turn)
    {
        double[] camera = [turn, -2 * turn, 0.1, 0.4, -0.3, 0.2], point = [1.5, 0.7, 3.1];
        Check(2, 10, jacobian => Apply(y => TwoJacobian(camera, point, 0.7, y, jacobian), 2), () => Apply(y => Two(camera, point, 0.7, y), 2), (seed, row) =>
            TwoPullback(camera, point, 0.7, new double[2], row.AsSpan(0, 6), row.AsSpan(6, 3), ref row[9], seed));
    }

    [Fact]
    public void Three_rows_are_pullbacks()
    {
        double[] p = Numbers(5), q = Numbers(4);
        Check(3, 9, jacobian => Apply(y => ThreeJacobian(p, q, y, jacobian), 3), () => Apply(y => Three(p, q, y), 3), (seed, row) => ThreePullback(p, q, new double[3], row.AsSpan(0, 5), row.AsSpan(5, 4), seed));
    }

    [Fact]
    public void Four_rows_are_pullbacks()
    {
        double[] p = Numbers(12);
        Check(4, 12, jacobian => Apply(y => FourJacobian(p, y, jacobian), 4), () => Apply(y => Four(p, y), 4), (seed, row) => FourPullback(p, new double[4], row, seed));
    }

    [Fact]
    public void Five_rows_are_pullbacks()
    {
        double[] p = Numbers(15);
        Check(5, 15, jacobian => Apply(y => FiveJacobian(p, y, jacobian), 5), () => Apply(y => Five(p, y), 5), (seed, row) => FivePullback(p, new double[5], row, seed));
    }

    [Fact]
    public void Rows_of_floats_are_pullbacks()
    {
        float[] p = [.. Numbers(7).Select(x => (float)x)], y = new float[2], expected = new float[2], jacobian = new float[14];
        FloatsJacobian(p, y, jacobian);
        RowForms.Floats(p, expected);
        Assert.Equal(expected, y);
        for (int i = 0; i < 2; i++)
        {
            float[] seed = new float[2], row = new float[7];
            seed[i] = 1;
            FloatsPullback(p, new float[2], row, seed);
            for (int j = 0; j < 7; j++) Assert.Equal(row[j], jacobian[7 * i + j], 1e-5f);
        }
    }

    [Fact]
    public void Rows_allocate_nothing()
    {
        double[] camera = [0.3, -0.6, 0.1, 0.4, -0.3, 0.2], point = [1.5, 0.7, 3.1], p = Numbers(12), y = new double[4], jacobian = new double[48];
        long before = 0;
        for (int i = 0; i < 3; i++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            TwoJacobian(camera, point, 0.7, y.AsSpan(0, 2), jacobian.AsSpan(0, 20));
            FourJacobian(p, y, jacobian);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private delegate void Fill(double[] y);

    private static double[] Apply(Fill fill, int count)
    {
        double[] y = new double[count];
        fill(y);
        return y;
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => 0.5 + Math.Sin(3.7 * i))];

    /// <summary>Values have the bits of the method's; rows those of the pullback but for the last.</summary>
    private static void Check(int rows, int columns, Func<double[], double[]> jacobianOf, Func<double[]> values, Action<double[], double[]> pullback)
    {
        double[] jacobian = new double[rows * columns];
        Assert.Equal(values(), jacobianOf(jacobian));
        for (int i = 0; i < rows; i++)
        {
            double[] seed = new double[rows], row = new double[columns];
            seed[i] = 1;
            pullback(seed, row);
            for (int j = 0; j < columns; j++) Assert.Equal(row[j], jacobian[columns * i + j], 1e-13 * (1 + Math.Abs(row[j])));
        }
    }
}
