namespace DiffGen.Tests.Floats;

/// <summary>Scalar programs in single precision.</summary>
public static partial class FloatScalars
{
    private static readonly float[] Series = [1, -1, 2];

    internal static FloatProgram[] Programs =>
    [
        new("A3", at => A3(at[0], at[1]), (at, g) => A3Gradient(at[0], at[1], out g[0], out g[1])),
        new("A8", at => A8(at[0], at[1]), (at, g) => A8Gradient(at[0], at[1], out g[0], out g[1])),
        new("A12", at => A12(at[0]), (at, g) => A12Gradient(at[0], out g[0])),
        new("B1", at => B1(at[0]), (at, g) => B1Gradient(at[0], out g[0])),
        new("B5", at => B5(at[0]), (at, g) => B5Gradient(at[0], out g[0])),
        new("B10", at => B10(at[0]), (at, g) => B10Gradient(at[0], out g[0])),
        new("C4", at => C4(at[0]), (at, g) => C4Gradient(at[0], out g[0])),
        new("C7", at => C7(at[0]), (at, g) => C7Gradient(at[0], out g[0])),
        new("E6", at => E6(at[0]), (at, g) => E6Gradient(at[0], out g[0])),
        new("F20", at => F20(at[0], at[1], at[2], Series),
            (at, g) => F20Gradient(at[0], at[1], at[2], Series, out g[0], out g[1], out g[2])),
    ];

    [Differentiable]
    public static float A3(float x, float y)
    {
        x = x * x;
        x = x + y;
        return x * x;
    }

    [Differentiable]
    public static float A8(float x, float y)
    {
        float r = x;
        r += y;
        r *= x;
        r -= y * y;
        r /= y;
        return r;
    }

    [Differentiable]
    public static float A12(float x) => (int)x * x;

    [Differentiable]
    public static float B1(float x)
    {
        float t = x;
        if (x > 1)
            t = x * x;
        return 3 * t;
    }

    [Differentiable]
    public static float B5(float x) => x > 0 ? MathF.Sqrt(x) : 0;

    [Differentiable]
    public static float B10(float x) => x switch
    {
        < 0 => -x,
        < 1 => x * x,
        _ => 2 * x - 1,
    };

    [Differentiable]
    public static float C4(float x)
    {
        float t = x;
        while (t < 100)
            t *= x;
        return t;
    }

    [Differentiable]
    public static float C7(float x)
    {
        float t = x;
        do
            t = t * t;
        while (t < 10);
        return t;
    }

    [Differentiable]
    public static float E6(float x) => x < 1.5f ? 1 : x * E6(x - 1);

    [Differentiable]
    public static float F20(float w, float u, float b, [NoDiff] ReadOnlySpan<float> x)
    {
        float h = 0;
        for (int t = 0; t < x.Length; t++)
            h = MathF.Tanh(w * h + u * x[t] + b);
        return h;
    }
}
