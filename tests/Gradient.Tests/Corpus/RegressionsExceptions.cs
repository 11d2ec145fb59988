namespace DiffGen.Tests.Corpus;

/// <summary>Programs that throw: which exception comes first.</summary>
public static partial class RegressionsExceptions
{
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArrayStore(double x, double[] a, int k)
    {
        a[k + 4] = AtLeastTen(x);
        return a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SpanStore(double x, Span<double> a, int k)
    {
        a[k + 4] = AtLeastTen(x);
        return a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReadByReference(in double x, Span<double> a)
    {
        a[0] = 5 * x;
        return x * a[0] * a[1];
    }

    [Differentiable(Derivatives.Pullback)]
    public static double SumAfterWrite(Span<double> a, ReadOnlySpan<double> b)
    {
        a[0] = 2 * a[0];
        double s = 0;
        for (int i = 0; i < b.Length; i++)
            s += a[i] * b[i];
        return s;
    }

    internal static readonly double[] Table = [1, 2, 3];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WritesBesideTable(double x, Span<double> a)
    {
        a[0] = 5 * x;
        return x * Table[0] + a[0] * a[1];
    }

    private static double AtLeastTen(double x)
    {
        if (x < 10)
            throw new InvalidOperationException("no");
        return x;
    }
}
