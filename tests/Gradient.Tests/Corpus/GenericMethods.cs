using System.Numerics;

namespace DiffGen.Tests.Corpus;

/// <summary>Methods that are generic in their number type.</summary>
internal static partial class GenericMethods
{
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static T Scalars<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T z = T.Exp(-x * x) + T.Sin(y) / (T.One + y * y);
        z += T.Log(T.CreateChecked(2.5) + T.Cos(x * y)) - T.Tanh(x - y) * T.Pi;
        z -= T.Sqrt(T.Abs(x) + T.CreateChecked(0.1)) * T.Cbrt(y);
        return z * T.FusedMultiplyAdd(x, y, T.CreateChecked(0.3f));
    }

    [Differentiable]
    public static T Functions<T>(T x, T y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T a = T.Pow(x, y) + T.Pow(x, T.CreateChecked(3)) + T.Hypot(x, y) + T.Atan2(y, x);
        T b = T.Asinh(x) + T.Acosh(x + T.CreateChecked(2)) + T.Atanh(y / T.CreateChecked(8)) + T.Asin(y / T.CreateChecked(4));
        T c = T.Max(x, y) - T.Min(x * y, x) + T.Clamp(x, -T.One, T.E) + T.Lerp(x, y, T.CreateChecked(0.25));
        (T s, T k) = T.SinCos(x + y);
        T d = s * k + T.SinPi(x) + T.LogP1(y) + T.ExpM1(x) + T.Log(x, y + T.One) + T.RootN(y, 3) + T.ScaleB(x, 2);
        T e = T.CopySign(x, -y) + T.Round(x) + T.Floor(y) * x + T.Ieee754Remainder(x, y) + x % y;
        return a + b * c - d / e + (T.IsNaN(x) ? T.Zero : T.DegreesToRadians(y)) + T.CreateChecked(T.Sign(x)) * y + T.ReciprocalSqrtEstimate(T.One) * x;
    }

    [Differentiable]
    public static T Loss<T>(T x, ReadOnlySpan<T> w)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < w.Length; i++)
        {
            T z = Sigmoid(w[i] * x + T.CreateChecked(i) / T.CreateChecked(10));
            x = x * z + sum * T.CreateChecked(0.5);
            sum += x * x * w[i];
        }

        return sum;
    }

    [Differentiable]
    public static T Branches<T>(ReadOnlySpan<T> w)
        where T : struct, IFloatingPointIeee754<T>
    {
        T best = w[0], product = T.One;
        foreach (T v in w)
        {
            if (v > T.Zero && v < T.CreateChecked(2)) product *= v + T.One;
            else if (v == T.Zero) continue;
            else product -= v * T.CreateTruncating(0.25);
            best = Larger(best, v * v);
        }

        return best * product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static T Arrays<T>(T[] w, int n, T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> scratch = stackalloc T[4];
        T[] copy = new T[w.Length + n];
        for (int i = 0; i < w.Length; i++) copy[i] = w[i] * x + scratch[i % 4];
        for (int i = 0; i < 4; i++) scratch[i] = T.Sin(x * T.CreateChecked(i + 1));
        T norm = T.Zero;
        for (int pass = 0; pass < n; pass++)
        {
            for (int i = 1; i < w.Length; i++) copy[i] = copy[i] * copy[i - 1] * scratch[(i + pass) % 4] + w[i];
            norm += copy[w.Length - 1] * copy[w.Length - 1];
        }

        return T.Sqrt(norm + T.One);
    }

    [Differentiable]
    public static T Managed<T>(ReadOnlySpan<T> w)
        where T : IFloatingPointIeee754<T>
    {
        T[] last = new T[3];
        foreach (T v in w)
        {
            last[0] = last[1] * v + T.One;
            last[1] = T.Sin(last[2] + v);
            last[2] = last[0] * last[1];
        }

        return last[0] + last[1] * last[2];
    }

    [Differentiable]
    public static T Newton<T>(T a)
        where T : IFloatingPointIeee754<T>
    {
        T x = a;
        while (T.Abs(x * x - a) > T.CreateChecked(1e-3) * a) x = (x + a / x) / T.CreateChecked(2);
        return x;
    }

    [Differentiable]
    public static T Recursive<T>(ReadOnlySpan<T> w)
        where T : IFloatingPointIeee754<T>
        => Product(w, 0, w.Length);

    [Differentiable]
    public static T Arithmetic<T, TTag>(T x, T y, TTag tag)
        where T : IFloatingPoint<T>
        where TTag : class?
        => x * y / (x + T.One) - T.Abs(y) * T.CreateChecked(1.5) + T.Max(x, y);

    [Differentiable]
    public static T Mixed<T>(T x, double y, int n)
        where T : IFloatingPointIeee754<T>
    {
        double wide = double.CreateChecked(x) * y;
        int whole = int.CreateTruncating(x * T.CreateChecked(3));
        return T.CreateChecked(wide * wide) * x + T.CreateChecked(whole + n) * x + (x < T.MaxNumber(x, T.Epsilon) ? T.One : x);
    }

    [Differentiable]
    public static T Vectors<T>(Pair<T> p)
        where T : IFloatingPointIeee754<T>
    {
        Pair<T> q = p + new Pair<T>(p.Y, T.One);
        return q.X * T.Exp(q.Y) + Twice(p.X);
    }

    [Differentiable]
    public static T Shapes<T>(T[,] a, (T Left, T Right) p, ReadOnlySpan<Pair<T>> pairs)
        where T : IFloatingPointIeee754<T>
    {
        T Scaled(T z) => z * p.Left;
        T sum = Folded(a[0, 1] * p.Right, static z => z * z + T.One) + Scaled(a[1, 0]);
        foreach (Pair<T> pair in pairs)
        {
            (T first, T second) = (pair.Y, pair.X);
            sum += first * first * second;
            if (sum > T.CreateChecked(100)) throw new ArgumentException($"too large: {sum}");
        }

        return sum;
    }

    /// <summary>Locals with the names of type parameters.</summary>
    [Differentiable]
    public static TValue Names<TValue>(TValue x)
        where TValue : IFloatingPoint<TValue>
    {
        TValue T = x * x;
        return T * x + Named(x);
    }

    private static TNumber Named<TNumber>(TNumber TValue)
        where TNumber : IFloatingPoint<TNumber>
    {
        TNumber y = TValue + TNumber.One;
        return y * y * TValue;
    }

    private static T Folded<T>(T z, Func<T, T> f) => f(z);

    private static TNumber Sigmoid<TNumber>(TNumber z)
        where TNumber : IFloatingPointIeee754<TNumber>
        => TNumber.One / (TNumber.One + TNumber.Exp(-z));

    private static T Larger<T>(T a, T b)
        where T : INumber<T>
        => a < b ? b : a;

    private static T Twice<T>(T x)
        where T : INumberBase<T>
        => x + x;

    private static T Product<T>(ReadOnlySpan<T> w, int start, int end)
        where T : IFloatingPointIeee754<T>
        => end - start == 1 ? T.Sin(w[start]) : Product(w, start, (start + end) / 2) * Product(w, (start + end) / 2, end);
}

internal readonly record struct Pair<T>(T X, T Y)
    where T : IFloatingPointIeee754<T>
{
    public static Pair<T> operator +(Pair<T> a, Pair<T> b) => new(a.X + b.X, a.Y * b.Y);
}

/// <summary>The number type belongs to the type around the method.</summary>
internal sealed partial class GenericPolynomial<T>(T offset)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Differentiable]
    public static T Value(ReadOnlySpan<T> coefficients, T x)
    {
        T y = T.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--) y = y * x + coefficients[i];
        return y;
    }

    [Differentiable]
    public T Shifted(ReadOnlySpan<T> coefficients, T x) => Value(coefficients, x + Offset) * T.Tau;

    public T Offset { get; } = offset;
}

/// <summary>A model whose parameters have the number type.</summary>
internal sealed partial class GenericLine<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Parameter(2)] public partial Span<T> Weights { get; }

    [Parameter] public partial T Bias { get; set; }

    [Differentiable]
    public T Loss([Batch] ReadOnlySpan<T> x, [Batch] T label)
    {
        T z = Bias - label;
        for (int i = 0; i < x.Length; i++) z += Weights[i] * x[i];
        return z * z;
    }
}

/// <summary>A layer whose parameters have the number type.</summary>
internal readonly ref partial struct GenericDense<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Parameter("inputs")] public partial Span<T> W { get; }

    public T Forward(ReadOnlySpan<T> x)
    {
        T z = T.Zero;
        for (int i = 0; i < x.Length; i++) z += W[i] * x[i];
        return T.Tanh(z);
    }
}

internal sealed partial class GenericNetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Parameter(2)] public partial GenericDense<T> Hidden { get; }

    [Parameter] public partial T Scale { get; set; }

    [Differentiable]
    public T Loss(ReadOnlySpan<T> x) => Hidden.Forward(x) * Scale;
}
