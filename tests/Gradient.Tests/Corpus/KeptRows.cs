namespace DiffGen.Tests.Corpus;

/// <summary>Arrays that each row fills anew and that the reverse sweep needs as they were: they are kept where they are. Triangles, packed one row or column after the other.</summary>
public static partial class KeptRows
{
    private static readonly double[][] _points = [[0.7], [0.4, -1.2], [1.1, 0.3, -0.6], [0.9, 1.3, -0.4, 0.8, 0.2], Waves(9), Waves(12)];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(HiddenLayer), at => HiddenLayer(at), (at, g) => HiddenLayerGradient(at, g), (at, s, d) => HiddenLayerPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(ColumnsBelow), at => ColumnsBelow(at), (at, g) => ColumnsBelowGradient(at, g), (at, s, d) => ColumnsBelowPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(RowsUpTo), at => RowsUpTo(at), (at, g) => RowsUpToGradient(at, g), (at, s, d) => RowsUpToPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(ChangedLater), at => ChangedLater(at), (at, g) => ChangedLaterGradient(at, g), (at, s, d) => ChangedLaterPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(Shorter), at => Shorter(at), (at, g) => ShorterGradient(at, g), (at, s, d) => ShorterPullback(at, s, d), _points),
    ];

    private static double[] Waves(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.7 * i) * 0.8)];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HiddenLayer(ReadOnlySpan<double> x)
    {
        double[] hidden = new double[x.Length], output = new double[x.Length];
        double loss = 0;
        for (int r = 1; r <= 3; r++)
        {
            for (int j = 0; j < hidden.Length; j++)
                hidden[j] = Math.Tanh(x[j] * r);
            for (int j = 0; j < output.Length; j++)
            {
                double s = 0;
                for (int i = 0; i < hidden.Length; i++)
                    s += hidden[i] * x[(i + j) % x.Length];
                output[j] = s / (r + x.Length);
            }
            double squares = 0;
            for (int j = 0; j < output.Length; j++)
                squares += output[j] * output[j];
            loss = Math.Sqrt(1 + loss * loss + squares);
        }
        return loss;
    }

    /// <summary>A quadratic form by the columns below a diagonal.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ColumnsBelow(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] lower = new double[n * (n - 1) / 2], centred = new double[n], y = new double[n];
        for (int i = 0; i < lower.Length; i++)
            lower[i] = 0.1 * x[i % n] * (i % 3 - 1);
        double sum = 0;
        for (int r = 0; r < 3; r++)
        {
            for (int j = 0; j < n; j++)
            {
                centred[j] = x[j] - 0.3 * r;
                y[j] = 1.5 * centred[j];
            }
            int next = 0;
            for (int column = 0; column < n; column++)
            {
                for (int row = column + 1; row < n; row++)
                    y[row] += lower[next++] * centred[column];
            }
            double squares = 0;
            for (int j = 0; j < n; j++)
                squares += y[j] * y[j];
            sum = Math.Log(1 + sum * sum + squares);
        }
        return sum;
    }

    /// <summary>A product with a packed triangle, row by row.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowsUpTo(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] factor = new double[n * (n + 1) / 2], scratch = new double[n];
        for (int i = 0; i < factor.Length; i++)
            factor[i] = 0.2 * x[i % n] + 0.1 * (i % 3);
        double sum = 0;
        for (int r = 1; r <= 3; r++)
        {
            for (int j = 0; j < n; j++)
                scratch[j] = x[j] * x[j] / r;
            int next = 0;
            double squares = 0;
            for (int i = 0; i < n; i++)
            {
                double product = 0;
                for (int j = 0; j <= i; j++)
                    product += factor[next++] * scratch[j];
                squares += product * product;
            }
            sum = Math.Sin(sum) + Math.Log(1 + squares);
        }
        return sum;
    }

    /// <summary>What is kept isn't what the row ends with.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChangedLater(ReadOnlySpan<double> x)
    {
        double[] work = new double[x.Length];
        double sum = 0;
        for (int r = 1; r <= 3; r++)
        {
            sum = Math.Sin(sum);
            for (int j = 0; j < work.Length; j++)
                work[j] = Math.Sin(x[j] * r);
            for (int j = 0; j < work.Length; j++)
                sum += 0.1 * work[j] * work[j] * x[0];
            for (int j = 0; j < work.Length; j++)
                work[j] = work[j] * work[work.Length - 1] + x[j];
            for (int j = 0; j < work.Length; j++)
                sum += 0.1 * work[j] * work[j];
        }
        return sum;
    }

    /// <summary>An array of a length that is computed, and has no element for the shortest input.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Shorter(ReadOnlySpan<double> x)
    {
        int m = x.Length - 1;
        double[] differences = new double[m];
        double sum = 0;
        for (int r = 1; r <= 3; r++)
        {
            for (int j = 0; j < m; j++)
                differences[j] = r * (x[j + 1] - x[j]);
            double squares = x[0];
            for (int j = 0; j < m; j++)
                squares += differences[j] * differences[j];
            sum = Math.Sin(sum) + Math.Sqrt(1 + squares * squares);
        }
        return sum;
    }
}
