namespace DiffGen.Tests.Floats;

/// <summary>Array programs in single precision.</summary>
public static partial class FloatArrays
{
    internal static FloatProgram[] Programs =>
    [
        new("B8", at => B8(at), (at, g) => B8Gradient(at, g)),
        new("C3", at => C3(at), (at, g) => C3Gradient(at, g)),
        new("C6", at => C6(at.AsSpan(0, 4), at[4]),
            (at, g) => C6Gradient(at.AsSpan(0, 4), at[4], g.AsSpan(0, 4), out g[4])),
        new("C14", at => C14(at), (at, g) => C14Gradient(at, g)),
        new("D1", at => D1(at), GradientD1),
        new("D2", at => D2(at[0], at[1]), (at, g) => D2Gradient(at[0], at[1], out g[0], out g[1])),
        new("D17", at => D17(at), (at, g) => D17Gradient(at, g)),
        new("F18", at => F18(at), (at, g) => F18Gradient(at, g)),
    ];

    [Differentiable]
    public static float B8(ReadOnlySpan<float> a)
    {
        float s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i] * a[i];
            if (s > 31)
                return s * a[i];
        }

        return s;
    }

    [Differentiable]
    public static float C3(float[] a)
    {
        float p = 1;
        for (int i = 0; i < a.Length; i++)
            p *= a[i];
        return p;
    }

    [Differentiable]
    public static float C6(ReadOnlySpan<float> a, float x)
    {
        float s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i];
            if (s > 4)
                break;
            s *= x;
        }

        return s;
    }

    [Differentiable]
    public static float C14(ReadOnlySpan<float> a)
    {
        float s = 1;
        foreach (float q in a)
        {
            float u = q * q;
            u = u + s;
            s = u * q;
        }

        return s;
    }

    [Differentiable(Derivatives.Pullback)]
    public static float D1(Span<float> a)
    {
        for (int i = 1; i < a.Length; i++)
            a[i] = a[i - 1] * a[i];
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i];
        return sum;
    }

    [Differentiable]
    public static float D2(float a0, float w)
    {
        Span<float> a = stackalloc float[4];
        a[0] = a0;
        for (int i = 1; i < 4; i++)
            a[i] = w * MathF.Sin(a[i - 1]);
        return a[3];
    }

    [Differentiable]
    public static float D17(ReadOnlySpan<float> a)
    {
        Span<float> buf = stackalloc float[2];
        float s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            buf[i % 2] = a[i];
            s += buf[0] * buf[1];
        }

        return s;
    }

    /// <summary>F18 at (1000, 1001, 1002): the sum stays of order one, the shift is exact.</summary>
    [Differentiable]
    public static float F18(ReadOnlySpan<float> a)
    {
        float m = a[0];
        for (int i = 1; i < a.Length; i++)
            m = MathF.Max(m, a[i]);
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += MathF.Exp(a[i] - m);
        return m + MathF.Log(sum);
    }

    private static float GradientD1(float[] at, float[] gradient)
    {
        Array.Clear(gradient);
        return D1Pullback(at, 1, gradient);
    }
}
