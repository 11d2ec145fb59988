using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Products and sums of three arguments.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of MultiplyAdd: x̄ += z̄·y, ȳ += z̄·x, addend: z̄.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dAddend,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        Accumulate.Add<T>(dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of MultiplyAdd: x̄ += z̄·y, ȳ += z̄·x, addend: z̄; <paramref name="addend"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination, Span<T> dX, Span<T> dY, ref T dAddend, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        Accumulate.Add<T>(ref dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of MultiplyAdd: x̄ += z̄·y, ȳ += z̄·x, addend: z̄; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAdd))]
    public static void MultiplyAddPullback<T>(
        ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> dX, ref T dY, Span<T> dAddend, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(ref dY, seed, x);
        Accumulate.Add<T>(dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of FusedMultiplyAdd: x̄ += z̄·y, ȳ += z̄·x, addend: z̄.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dAddend,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.FusedMultiplyAdd(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        Accumulate.Add<T>(dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of FusedMultiplyAdd: x̄ += z̄·y, ȳ += z̄·x, addend: z̄; <paramref name="addend"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination, Span<T> dX, Span<T> dY, ref T dAddend, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.FusedMultiplyAdd(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        Accumulate.Add<T>(ref dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of FusedMultiplyAdd: x̄ += z̄·y, ȳ += z̄·x, addend: z̄; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.FusedMultiplyAdd))]
    public static void FusedMultiplyAddPullback<T>(
        ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> dX, ref T dY, Span<T> dAddend, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.FusedMultiplyAdd(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(ref dY, seed, x);
        Accumulate.Add<T>(dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of MultiplyAddEstimate: x̄ += z̄·y, ȳ += z̄·x, addend: z̄.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimatePullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dAddend,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAddEstimate(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        Accumulate.Add<T>(dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of MultiplyAddEstimate: x̄ += z̄·y, ȳ += z̄·x, addend: z̄; <paramref name="addend"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimatePullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination, Span<T> dX, Span<T> dY, ref T dAddend, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAddEstimate(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        Accumulate.Add<T>(ref dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of MultiplyAddEstimate: x̄ += z̄·y, ȳ += z̄·x, addend: z̄; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimatePullback<T>(
        ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination, Span<T> dX, ref T dY, Span<T> dAddend, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAddEstimate(x, y, addend, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(ref dY, seed, x);
        Accumulate.Add<T>(dAddend, seed);
        seed.Clear();
    }

    /// <summary>Pullback of AddMultiply: x̄ += z̄·m, ȳ += z̄·m, m̄ += z̄·(x + y).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> multiplier, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dMultiplier,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.AddMultiply(x, y, multiplier, destination);
        Ternary<T, AddMultiplyRule<T>>(x.Length, x, y, multiplier, dX, dY, dMultiplier, dDestination);
    }

    /// <summary>Pullback of AddMultiply: x̄ += z̄·m, ȳ += z̄·m, m̄ += z̄·(x + y); <paramref name="multiplier"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, T multiplier, Span<T> destination, Span<T> dX, Span<T> dY, ref T dMultiplier,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.AddMultiply(x, y, multiplier, destination);
        Ternary<T, AddMultiplyRule<T>>(
            x.Length, x, y, new ReadOnlySpan<T>(in multiplier),
            dX, dY, new Span<T>(ref dMultiplier), dDestination);
    }

    /// <summary>Pullback of AddMultiply: x̄ += z̄·m, ȳ += z̄·m, m̄ += z̄·(x + y); <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyPullback<T>(
        ReadOnlySpan<T> x, T y, ReadOnlySpan<T> multiplier, Span<T> destination, Span<T> dX, ref T dY, Span<T> dMultiplier,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.AddMultiply(x, y, multiplier, destination);
        Ternary<T, AddMultiplyRule<T>>(
            x.Length, x, new ReadOnlySpan<T>(in y), multiplier,
            dX, new Span<T>(ref dY), dMultiplier, dDestination);
    }

    internal readonly struct AddMultiplyRule<T> : ITernaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T a, T b, T c) => g * c;

        public static T Second(T g, T a, T b, T c) => g * c;

        public static T Third(T g, T a, T b, T c) => g * (a + b);
    }

    /// <summary>Pullback of Lerp: x̄ += z̄·(1 - t), ȳ += z̄·t, t̄ += z̄·(y - x).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> amount, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dAmount,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Lerp(x, y, amount, destination);
        Ternary<T, LerpRule<T>>(x.Length, x, y, amount, dX, dY, dAmount, dDestination);
    }

    /// <summary>Pullback of Lerp: x̄ += z̄·(1 - t), ȳ += z̄·t, t̄ += z̄·(y - x); <paramref name="amount"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, T amount, Span<T> destination, Span<T> dX, Span<T> dY, ref T dAmount, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Lerp(x, y, amount, destination);
        Ternary<T, LerpRule<T>>(x.Length, x, y, new ReadOnlySpan<T>(in amount), dX, dY, new Span<T>(ref dAmount), dDestination);
    }

    /// <summary>Pullback of Lerp: x̄ += z̄·(1 - t), ȳ += z̄·t, t̄ += z̄·(y - x); <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpPullback<T>(
        ReadOnlySpan<T> x, T y, ReadOnlySpan<T> amount, Span<T> destination, Span<T> dX, ref T dY, Span<T> dAmount, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Lerp(x, y, amount, destination);
        Ternary<T, LerpRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), amount, dX, new Span<T>(ref dY), dAmount, dDestination);
    }

    internal readonly struct LerpRule<T> : ITernaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T a, T b, T c) => g * (T.One - c);

        public static T Second(T g, T a, T b, T c) => g * c;

        public static T Third(T g, T a, T b, T c) => g * (b - a);
    }
}
