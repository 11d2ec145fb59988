namespace DiffGen.Tests.Corpus;

/// <summary>Operators and conversions of the user's own types.</summary>
public static partial class Operators
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(DualNumbers), DualNumbers, DualNumbersGradient, DualNumbersPullback, 0.4, 1.3, -2),
        CorpusProgram.OfVector(nameof(Rotation), at => Rotation(at), (at, g) => RotationGradient(at, g),
            (at, s, d) => RotationPullback(at, s, d), [0.3, 1, -0.5, 0.2, 1, 2, 3], [-0.7, 0.1, 0.2, 0.9, 0.5, -1, 2]),
        CorpusProgram.OfPair(nameof(PowerOfMatrix), PowerOfMatrix, PowerOfMatrixGradient, PowerOfMatrixPullback, [0.5, 0.25], [-1, 0.4]),
        CorpusProgram.OfPair(nameof(CompoundOperators), CompoundOperators, CompoundOperatorsGradient, CompoundOperatorsPullback, [1.5, 2.5], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(Conversions), Conversions, ConversionsGradient, ConversionsPullback, [0.5, 2], [3, -1]),
        CorpusProgram.OfPair(nameof(Comparisons), Comparisons, ComparisonsGradient, ComparisonsPullback, [0.5, 2], [3, -1]),
        CorpusProgram.OfPair(nameof(Increments), Increments, IncrementsGradient, IncrementsPullback, [0.5, 2], [3, -1]),
        CorpusProgram.OfPair(nameof(Mandelbrot), Mandelbrot, MandelbrotGradient, MandelbrotPullback, [0.3, 0.5], [-1, 0.3], [1.5, 1]),
        CorpusProgram.OfScalar(nameof(Intervals), Intervals, IntervalsGradient, IntervalsPullback, 0.4, -0.6, 2),
    ];

    /// <summary>A derivative by dual numbers, which is differentiated again.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double DualNumbers(double x)
    {
        Dual t = Dual.Variable(x);
        Dual f = 2 * t * t / (1 + t * t) - Dual.Sin(t) * 3;
        f += t;
        f *= f;
        return f.Derivative - f.Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Rotation(ReadOnlySpan<double> a)
    {
        Quaternion q = new Quaternion(a[0], a[1], a[2], a[3]).Normalised();
        var v = new Quaternion(0, a[4], a[5], a[6]);
        Quaternion r = q * v * ~q;
        for (int i = 0; i < 2; i++)
            r = q * r * ~q;
        return r.X + 2 * r.Y * r.Z - r.W;
    }

    /// <summary>By squaring.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PowerOfMatrix(double x, double y)
    {
        var b = new Matrix(x, 1, y, x * y);
        Matrix r = Matrix.Identity;
        for (int n = 11; n > 0; n >>= 1)
        {
            if ((n & 1) != 0)
                r *= b;
            b *= b;
        }

        return r.Trace + (r - Matrix.Identity).Determinant;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CompoundOperators(double x, double y)
    {
        Vector p = new(x, y), q = -p;
        q *= 0.5;
        p += q;
        p -= new Vector(y, x) * x;
        p /= 1 + x * x;
        Vector r = q = p + q * 3;
        return r * q + p * q + q.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Conversions(double x, double y)
    {
        Angle a = x;
        Angle b = (Angle)new Degrees(30 * y);
        double sum = a + b;
        Vector v = (Vector)(x, y);
        double half = (Angle)(sum / 2);
        return Math.Sin(sum) * v.X + half * v.Y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Comparisons(double x, double y)
    {
        Money a = new(x), b = new(y);
        Money larger = a > b ? a : b;
        if (a != b)
            larger = larger * a.Amount;
        return a < b ? larger.Amount + a.Amount : larger.Amount - b.Amount;
    }

    /// <summary>++ and -- of a struct, before and after.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Increments(double x, double y)
    {
        Money a = new(x), b = new(y);
        Money old = a++;
        Money changed = --b;
        return old.Amount * a.Amount + changed.Amount * b.Amount * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Mandelbrot(double re, double im)
    {
        Complex c = new(re, im), z = default;
        int n = 0;
        while (n < 8 && z.SquaredMagnitude < 16)
        {
            z = z * z + c;
            n++;
        }

        return n + z.SquaredMagnitude;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Intervals(double x)
    {
        Interval a = new(x - 0.1, x + 0.2);
        Interval b = a * a - a * new Interval(0.5, 0.7);
        return b.Width * b.Low + b.High;
    }

    private readonly record struct Dual(double Value, double Derivative)
    {
        public static Dual Variable(double x) => new(x, 1);

        public static Dual Sin(Dual a) => new(Math.Sin(a.Value), Math.Cos(a.Value) * a.Derivative);

        public static implicit operator Dual(double x) => new(x, 0);

        public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Derivative + b.Derivative);

        public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Derivative - b.Derivative);

        public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Derivative * b.Value + a.Value * b.Derivative);

        public static Dual operator /(Dual a, Dual b) =>
            new(a.Value / b.Value, (a.Derivative * b.Value - a.Value * b.Derivative) / (b.Value * b.Value));
    }

    private readonly struct Quaternion(double w, double x, double y, double z)
    {
        public readonly double W = w, X = x, Y = y, Z = z;

        public static Quaternion operator *(Quaternion a, Quaternion b) => new(
            a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
            a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
            a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
            a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W);

        public static Quaternion operator ~(in Quaternion q) => new(q.W, -q.X, -q.Y, -q.Z);

        public static Quaternion operator /(Quaternion q, double s) => new(q.W / s, q.X / s, q.Y / s, q.Z / s);

        public Quaternion Normalised() => this / Math.Sqrt(W * W + X * X + Y * Y + Z * Z);
    }

    private readonly record struct Matrix(double A, double B, double C, double D)
    {
        public static readonly Matrix Identity = new(1, 0, 0, 1);

        public double Trace => A + D;

        public double Determinant => A * D - B * C;

        public static Matrix operator *(Matrix m, Matrix n) =>
            new(m.A * n.A + m.B * n.C, m.A * n.B + m.B * n.D, m.C * n.A + m.D * n.C, m.C * n.B + m.D * n.D);

        public static Matrix operator -(Matrix m, Matrix n) => new(m.A - n.A, m.B - n.B, m.C - n.C, m.D - n.D);
    }

    private readonly struct Vector(double x, double y)
    {
        public double X { get; } = x;

        public double Y { get; } = y;

        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y);

        public static Vector operator -(Vector a, Vector b) => a + -b;

        public static Vector operator -(Vector a) => new(-a.X, -a.Y);

        public static Vector operator *(Vector a, double s) => new(a.X * s, a.Y * s);

        public static double operator *(Vector a, Vector b) => a.X * b.X + a.Y * b.Y;

        public static Vector operator /(Vector a, double s) => a * (1 / s);

        public static explicit operator Vector((double X, double Y) pair) => new(pair.X, pair.Y);
    }

    private readonly struct Angle
    {
        private readonly double _radians;

        private Angle(double radians) => _radians = radians;

        public static implicit operator Angle(double radians) => new(radians);

        public static explicit operator Angle(Degrees degrees) => new(degrees.Value * (Math.PI / 180));

        public static implicit operator double(Angle angle) => angle._radians;
    }

    private readonly record struct Degrees(double Value);

    private readonly record struct Money(double Amount)
    {
        public static bool operator <(Money a, Money b) => a.Amount < b.Amount;

        public static bool operator >(Money a, Money b) => b < a;

        public static Money operator ++(Money a) => new(a.Amount * 1.5 + 1);

        public static Money operator --(Money a) => new(a.Amount * a.Amount);

        public static Money operator *(Money a, double s) => new(a.Amount * s);
    }

    private readonly struct Complex(double re, double im)
    {
        private readonly double _re = re, _im = im;

        public double SquaredMagnitude => _re * _re + _im * _im;

        public static Complex operator +(Complex a, Complex b) => new(a._re + b._re, a._im + b._im);

        public static Complex operator *(Complex a, Complex b) => new(a._re * b._re - a._im * b._im, a._re * b._im + a._im * b._re);
    }

    private readonly struct Interval(double low, double high)
    {
        public double Low { get; } = low;

        public double High { get; } = high;

        public double Width => High - Low;

        public static Interval operator -(Interval a, Interval b) => new(a.Low - b.High, a.High - b.Low);

        public static Interval operator *(Interval a, Interval b)
        {
            ReadOnlySpan<double> products = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
            double low = products[0], high = products[0];
            foreach (double p in products)
            {
                low = Math.Min(low, p);
                high = Math.Max(high, p);
            }

            return new(low, high);
        }
    }
}
