namespace DiffGen.Tests.Corpus;

/// <summary>Sums over rows, whose iterations run forward and backward at once, and what looks like them.</summary>
public static partial class RegressionsSums
{
    private static readonly double[][] s_rows = [[0.5, -1.5, 1, 2, 3, 0.25, -0.75, 1.25], [0.5, -1.5, 1, 2]];
    private static readonly double[][] s_rowsOrNone = [.. s_rows, [0.5, -1.5]];

    internal static CorpusProgram[] Programs =>
    [
        Of(nameof(Mean), Mean, MeanGradient, MeanPullback, s_rows),
        Of(nameof(Subtracted), Subtracted, SubtractedGradient, SubtractedPullback, s_rowsOrNone),
        Of(nameof(TwoSums), TwoSums, TwoSumsGradient, TwoSumsPullback, s_rowsOrNone),
        Of(nameof(FromActiveValue), FromActiveValue, FromActiveValueGradient, FromActiveValuePullback, s_rowsOrNone),
        Of(nameof(ScaledByParameter), ScaledByParameter, ScaledByParameterGradient, ScaledByParameterPullback, s_rowsOrNone),
        Of(nameof(RootOfSum), RootOfSum, RootOfSumGradient, RootOfSumPullback, s_rows),
        Of(nameof(ProductOfSums), ProductOfSums, ProductOfSumsGradient, ProductOfSumsPullback, s_rowsOrNone),
        Of(nameof(SumUsedInside), SumUsedInside, SumUsedInsideGradient, SumUsedInsidePullback, s_rowsOrNone),
        Of(nameof(ScratchOfRow), ScratchOfRow, ScratchOfRowGradient, ScratchOfRowPullback, s_rowsOrNone),
        Of(nameof(ConditionalSum), ConditionalSum, ConditionalSumGradient, ConditionalSumPullback, s_rowsOrNone),
        CorpusProgram.OfVector(nameof(ConstantRows), at => ConstantRows(s_rows[0], at), (at, g) => ConstantRowsGradient(s_rows[0], at, g),
            (at, s, d) => ConstantRowsPullback(s_rows[0], at, s, d), [0.5, -1.5], [1, 0.25]),
        CorpusProgram.InPlace(nameof(WritesRows), at => WritesRows(at), (at, s, d) => WritesRowsPullback(at, s, d), s_rows),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Mean(ReadOnlySpan<double> a)
    {
        double sum = 0;
        int n = (a.Length - 2) / 2;
        for (int r = 0; r < n; r++)
            sum += Row(a.Slice(2 + 2 * r, 2), a);
        return sum / n;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Subtracted(ReadOnlySpan<double> a)
    {
        double sum = 1;
        for (int r = 1; r < a.Length / 2; r++)
        {
            sum -= Row(a.Slice(2 * r, 2), a);
            sum += a[0] * r;
        }

        return 3 - sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TwoSums(ReadOnlySpan<double> a)
    {
        double first = 0, second = 0;
        for (int r = 1; r < a.Length / 2; r++)
        {
            double t = Row(a.Slice(2 * r, 2), a);
            first += t;
            second -= t * t;
        }

        return 2 * first - second / 3;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FromActiveValue(ReadOnlySpan<double> a)
    {
        double sum = Math.Sin(a[0]) * a[1];
        for (int r = 1; r < a.Length / 2; r++)
            sum += Row(a.Slice(2 * r, 2), a);
        return sum * 0.5;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ScaledByParameter(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int r = 1; r < a.Length / 2; r++)
            sum += Row(a.Slice(2 * r, 2), a);
        return sum * a[0] + a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RootOfSum(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int r = 1; r < a.Length / 2; r++)
            sum += Row(a.Slice(2 * r, 2), a);
        return Math.Sqrt(sum);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ProductOfSums(ReadOnlySpan<double> a)
    {
        double first = 0, second = a[0];
        for (int r = 1; r < a.Length / 2; r++)
        {
            first += Row(a.Slice(2 * r, 2), a);
            second += a[r];
        }

        return first * second;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SumUsedInside(ReadOnlySpan<double> a)
    {
        double sum = 0, other = 0;
        for (int r = 1; r < a.Length / 2; r++)
        {
            sum += Row(a.Slice(2 * r, 2), a);
            other += sum * a[0];
        }

        return sum + other;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ScratchOfRow(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int r = 1; r < a.Length / 2; r++)
        {
            double[] t = new double[3];
            for (int j = 0; j < 3; j++)
                t[j] = Math.Sin(a[2 * r] * a[j & 1]) + (j > 0 ? t[j - 1] : 0);
            sum += t[2] * t[1];
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConditionalSum(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int r = 1; r < a.Length / 2; r++)
        {
            double t = Row(a.Slice(2 * r, 2), a);
            if (t > 1)
                sum += t;
            else
                sum -= t * a[0];
        }

        return sum / 4;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConstantRows([NoDiff] ReadOnlySpan<double> rows, ReadOnlySpan<double> theta)
    {
        double sum = 0;
        for (int r = 0; r < rows.Length / 2; r++)
            sum += Row(rows.Slice(2 * r, 2), theta);
        return sum / rows.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WritesRows(Span<double> a)
    {
        double sum = 0;
        for (int r = 1; r < a.Length / 2; r++)
        {
            a[2 * r] *= a[0];
            sum += Row(a.Slice(2 * r, 2), a);
        }

        return sum;
    }

    /// <summary>Throws on a row that starts with a number above 100.</summary>
    [Differentiable]
    public static double Refusing(ReadOnlySpan<double> rows, ReadOnlySpan<double> theta)
    {
        double sum = 0;
        for (int r = 0; r < rows.Length / 2; r++)
            sum += Checked(rows.Slice(2 * r, 2), theta);
        return sum / 3;
    }

    /// <summary>Throws where a row is longer than what remains.</summary>
    [Differentiable]
    public static double TooLong(ReadOnlySpan<double> rows, ReadOnlySpan<double> theta, int n)
    {
        double sum = 0;
        for (int r = 0; r < n; r++)
            sum += Row(rows.Slice(2 * r, 2), theta);
        return sum / n;
    }

    private static double Row(ReadOnlySpan<double> row, ReadOnlySpan<double> theta)
    {
        double e = theta[0] * row[0] + theta[1] * row[1] - 0.5;
        return e * e;
    }

    private static double Checked(ReadOnlySpan<double> row, ReadOnlySpan<double> theta)
    {
        if (row[0] > 100)
            throw new InvalidOperationException("row");
        return Row(row, theta);
    }

    private static CorpusProgram Of(string id, Function function, Gradient gradient, Pullback pullback, double[][] points) =>
        CorpusProgram.OfVector(id, at => function(at), (at, g) => gradient(at, g), (at, s, d) => pullback(at, s, d), points);

    private delegate double Function(ReadOnlySpan<double> a);

    private delegate double Gradient(ReadOnlySpan<double> a, Span<double> dA);

    private delegate double Pullback(ReadOnlySpan<double> a, double seed, Span<double> dA);
}
