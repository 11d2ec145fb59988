using System.Numerics;

namespace DiffGen.Tests.Corpus;

/// <summary>Helpers that are generic in the number, the operation or the container.</summary>
public static partial class GenericHelpers
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Blend), Blend, BlendGradient, BlendPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfVector(nameof(Norms), at => Norms(at), (at, g) => NormsGradient(at, g), (at, s, d) => NormsPullback(at, s, d),
            [1, 2, 3], [0.5, -1]),
        CorpusProgram.OfPair(nameof(Constants), Constants, ConstantsGradient, ConstantsPullback, [1, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(GenericStruct), GenericStruct, GenericStructGradient, GenericStructPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(StaticInterface), StaticInterface, StaticInterfaceGradient, StaticInterfacePullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(StructInterface), StructInterface, StructInterfaceGradient, StructInterfacePullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfVector(nameof(Softmax), at => Softmax(at), (at, g) => SoftmaxGradient(at, g), (at, s, d) => SoftmaxPullback(at, s, d),
            [1, 2, 3], [0.5, -1]),
        CorpusProgram.OfPair(nameof(Swapped), Swapped, SwappedGradient, SwappedPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(NumberFunctions), NumberFunctions, NumberFunctionsGradient, NumberFunctionsPullback, [1.2, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(GenericMapping), GenericMapping, GenericMappingGradient, GenericMappingPullback, [1.2, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(GenericRecursion), GenericRecursion, GenericRecursionGradient, GenericRecursionPullback, [1, 0.5], [-2, 1.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Blend(double x, double y) => Lerp(x, y, 0.3) * Lerp<double>(y, 2, x) + Cube(x - y);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Norms(ReadOnlySpan<double> a)
    {
        double[] copy = a.ToArray();
        Scale(copy, 0.5 * a[0]);
        return Norm<double>(copy) * Horner(a, 0.5) + Sum(a);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Constants(double x, double y) => Area(x) + Sigmoid(y) * Average(x, y) + FromInteger(3, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GenericStruct(double x, double y)
    {
        Vector<double> p = new(x, y), q = p * 2;
        for (int i = 0; i < 3; i++)
            q = q + p * q.Dot(p) * 0.1;
        return q.Dot(p) + Vector<double>.Zero.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StaticInterface(double x, double y) => Total<Gaussian>(x, y, 3) * Total<Cauchy>(y, x, 2);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StructInterface(double x, double y)
    {
        var decay = new Decay { Rate = x };
        var spring = new Spring(x * y, 0.1);
        return Euler(decay, y, 4) + Euler(spring, x, 3) * Euler(decay, x, 1);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Softmax(ReadOnlySpan<double> a)
    {
        Span<double> p = stackalloc double[8];
        Softmax(a, p[..a.Length]);
        double entropy = 0;
        for (int i = 0; i < a.Length; i++)
            entropy -= p[i] * Math.Log(p[i]);
        return entropy;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Swapped(double x, double y)
    {
        (double A, int N) p = (x, 1), q = (y, 2);
        Swap(ref p, ref q);
        Swap(ref x, ref y);
        return p.A * p.N + q.A * x * x + Choose(x > 0, p, q).A;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NumberFunctions(double x, double y) => Functions(x, y) + Rooted(x) * Clamped(y);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GenericMapping(double x, double y)
    {
        Pair<double, (double, double)> pair = new(x, (y, x * y));
        double a = Map(pair.First, t => t * pair.Second.Item1);
        (double b, double c) = Map((x, y), p => (p.y * a, p.x));
        return a * b + c * pair.Second.Item2;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GenericRecursion(double x, double y) => Power(x, 5) * Power(y, 2) + Power(x * y, 0);

    private static T Lerp<T>(T a, T b, T t)
        where T : IFloatingPointIeee754<T> => a + (b - a) * t;

    private static T Cube<T>(T x)
        where T : INumber<T> => x * x * x;

    private static void Scale<T>(Span<T> a, T by)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < a.Length; i++)
            a[i] *= by;
    }

    private static T Norm<T>(ReadOnlySpan<T> a)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T x in a)
            sum += x * x;
        return T.Sqrt(sum);
    }

    private static T Horner<T>(ReadOnlySpan<T> a, T x)
        where T : INumberBase<T>
    {
        T sum = T.Zero;
        for (int i = a.Length - 1; i >= 0; i--)
            sum = sum * x + a[i];
        return sum;
    }

    private static T Sum<T>(ReadOnlySpan<T> a)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        T sum = T.AdditiveIdentity;
        foreach (T x in a)
            sum += x;
        return sum;
    }

    private static T Area<T>(T radius)
        where T : IFloatingPointIeee754<T> => T.Pi * radius * radius;

    private static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    private static T Average<T>(T a, T b)
        where T : INumber<T> => (a + b) / T.CreateChecked(2);

    private static T FromInteger<T>(int n, T x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.CreateChecked(0.5);
        for (int i = 1; i <= n; i++)
            sum += x / T.CreateTruncating(i);
        return sum;
    }

    private static double Total<TKernel>(double x, double y, int n)
        where TKernel : IKernel
    {
        double sum = TKernel.Weight;
        for (int i = 0; i < n; i++)
            sum += TKernel.Evaluate(x - i * y);
        return sum;
    }

    private static double Euler<TSystem>(TSystem system, double y, int steps)
        where TSystem : struct, ISystem
    {
        for (int i = 0; i < steps; i++)
            y += 0.1 * system.Slope(i, y);
        return y;
    }

    private static void Softmax<T>(ReadOnlySpan<T> a, Span<T> p)
        where T : IFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity;
        foreach (T x in a)
            largest = T.Max(largest, x);
        T sum = T.Zero;
        for (int i = 0; i < a.Length; i++)
            sum += p[i] = T.Exp(a[i] - largest);
        for (int i = 0; i < a.Length; i++)
            p[i] /= sum;
    }

    private static T Power<T>(T x, int n)
        where T : INumber<T> => n == 0 ? T.One : x * Power(x, n - 1);

    private static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

    private static T Choose<T>(bool first, T a, T b) => first ? a : b;

    private static T Functions<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        T.Pow(x, y) + T.Atan2(x, y) * T.Hypot(x, y) - T.Log(x) * T.Tanh(y) + T.FusedMultiplyAdd(x, y, T.E) + T.Abs(x) * T.Max(x, y);

    private static T Rooted<T>(T x)
        where T : IRootFunctions<T> => T.Sqrt(x) + T.Cbrt(x);

    private static T Clamped<T>(T x)
        where T : INumber<T> => T.Clamp(x, T.Zero, T.One) + T.Min(x, T.One);

    private static TResult Map<TSource, TResult>(TSource x, Func<TSource, TResult> f) => f(x);

    private readonly record struct Vector<T>(T X, T Y)
        where T : IFloatingPointIeee754<T>
    {
        public static Vector<T> Zero => new(T.Zero, T.Zero);

        public T Dot(Vector<T> other) => X * other.X + Y * other.Y;

        public static Vector<T> operator +(Vector<T> a, Vector<T> b) => new(a.X + b.X, a.Y + b.Y);

        public static Vector<T> operator *(Vector<T> a, T s) => new(a.X * s, a.Y * s);
    }

    private readonly record struct Pair<TFirst, TSecond>(TFirst First, TSecond Second);

    private interface IKernel
    {
        static virtual double Weight => 1;

        static abstract double Evaluate(double t);
    }

    private readonly struct Gaussian : IKernel
    {
        public static double Evaluate(double t) => Math.Exp(-t * t / 2);
    }

    private readonly struct Cauchy : IKernel
    {
        public static double Weight => 0.5;

        public static double Evaluate(double t) => 1 / (1 + t * t);
    }

    private interface ISystem
    {
        double Slope(double t, double y);
    }

    private struct Decay : ISystem
    {
        public double Rate;

        public readonly double Slope(double t, double y) => -Rate * y;
    }

    private readonly struct Spring(double stiffness, double damping) : ISystem
    {
        private readonly double _stiffness = stiffness, _damping = damping;

        public double Slope(double t, double y) => -_stiffness * y - _damping * t * y;
    }
}
