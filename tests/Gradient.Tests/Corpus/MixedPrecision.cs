namespace DiffGen.Tests.Corpus;

/// <summary>Active conversions between float and double: the derivative crosses the conversion.</summary>
public static partial class MixedPrecision
{
    [Differentiable]
    public static double Widened(float x, double y)
    {
        double wide = x;
        return wide * wide * y + Math.Sin(y) * x;
    }

    [Differentiable]
    public static float Narrowed(double x)
    {
        float narrow = (float)(x * x);
        return narrow * 3 + (float)x;
    }
}
