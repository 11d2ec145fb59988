using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>
/// The pullbacks (reverse mode) of <see cref="System.Numerics.Tensors.TensorPrimitives"/>, which a generated derivative uses
/// where a differentiated method calls one of its methods.
/// </summary>
/// <remarks>
/// <para>Every method takes what the method of <c>TensorPrimitives</c> takes, and does and returns bit for bit what that does; it
/// throws what that throws. Then follows <c>seed</c>, the derivative with respect to the result, if there is one, and for
/// every argument x a derivative <c>dX</c>, into which seedᵀ·J is added.</para>
/// <para>For a destination, <c>dDestination</c> holds the derivative with respect to what is written there; on return
/// it is 0, the derivative with respect to the content before. Elements past the result's length are left alone in both.</para>
/// <para>Spans of values and of derivatives must not overlap each other. In the formulas a bar marks a derivative: z̄ is the
/// one with respect to z. At a kink it is the mean of the two sides, of k equal maxima each has part 1/k.</para>
/// </remarks>
public static partial class TensorPullbacks
{
    /// <summary>yᵢ = f(xᵢ), read from left to right.</summary>
    private static void Unary<T, TRule>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
        where TRule : struct, IUnaryRule<T>
    {
        // Slices of one length: the bounds are checked once.
        y = y[..x.Length];
        dX = dX[..x.Length];
        dY = dY[..x.Length];
        for (int i = 0; i < x.Length; i++)
            dX[i] += TRule.Part(dY[i], y[i], x[i]);
        dY.Clear();
    }

    /// <summary>zᵢ = f(xᵢ, yᵢ) for i below n; an argument of one number is a span of length 1.</summary>
    private static void Binary<T, TRule>(
        int n, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> dX, Span<T> dY, Span<T> dZ)
        where T : IFloatingPointIeee754<T>
        where TRule : struct, IBinaryRule<T>
    {
        int xStep = Step(x, n), yStep = Step(y, n);
        for (int i = 0; i < n; i++)
        {
            int j = i * xStep, k = i * yStep;
            dX[j] += TRule.First(dZ[i], z[i], x[j], y[k]);
            dY[k] += TRule.Second(dZ[i], z[i], x[j], y[k]);
        }

        dZ[..n].Clear();
    }

    /// <summary>The value number i is f(xᵢ, yᵢ, zᵢ) for i below n; an argument of one number is a span of length 1.</summary>
    private static void Ternary<T, TRule>(
        int n, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> dX, Span<T> dY, Span<T> dZ, Span<T> dValue)
        where T : IFloatingPointIeee754<T>
        where TRule : struct, ITernaryRule<T>
    {
        int xStep = Step(x, n), yStep = Step(y, n), zStep = Step(z, n);
        for (int i = 0; i < n; i++)
        {
            int j = i * xStep, k = i * yStep, l = i * zStep;
            T g = dValue[i];
            dX[j] += TRule.First(g, x[j], y[k], z[l]);
            dY[k] += TRule.Second(g, x[j], y[k], z[l]);
            dZ[l] += TRule.Third(g, x[j], y[k], z[l]);
        }

        dValue[..n].Clear();
    }

    private static int Step<T>(ReadOnlySpan<T> argument, int n) => argument.Length == n ? 1 : 0;
}
