namespace DiffGen.Tests.Corpus;

/// <summary>Properties that compute, indexers, extension methods.</summary>
public static partial class Properties
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(SetterLogic), SetterLogic, SetterLogicGradient, SetterLogicPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(CompoundProperty), CompoundProperty, CompoundPropertyGradient, CompoundPropertyPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfVector(nameof(MatrixIndexer), at => MatrixIndexer(at), (at, g) => MatrixIndexerGradient(at, g),
            (at, s, d) => MatrixIndexerPullback(at, s, d), [1, 2, 3, 4], [0.5, -1, 2, 0.3]),
        CorpusProgram.OfPair(nameof(StructIndexer), StructIndexer, StructIndexerGradient, StructIndexerPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(InitProperties), InitProperties, InitPropertiesGradient, InitPropertiesPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Extensions), Extensions, ExtensionsGradient, ExtensionsPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(FieldKeyword), FieldKeyword, FieldKeywordGradient, FieldKeywordPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(GetterOrder), GetterOrder, GetterOrderGradient, GetterOrderPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(ConstantObjects), ConstantObjects, ConstantObjectsGradient, ConstantObjectsPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(WithExpressions), WithExpressions, WithExpressionsGradient, WithExpressionsPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(ReferenceProperties), ReferenceProperties, ReferencePropertiesGradient, ReferencePropertiesPullback, [1, 0.5], [-2, 1.5]),
    ];

    private static readonly Scene Constants = new([1.5, -0.5, 2], new Dictionary<string, double> { ["a"] = 3, ["b"] = 0.25 });

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SetterLogic(double x, double y)
    {
        var t = new Temperature { Celsius = x };
        double before = t.Kelvin;
        t.Kelvin = before * 0.5 + y;
        t.Celsius = -t.Celsius * y;
        return t.Kelvin * 0.01 + t.Celsius + before * 0.1 * t.Writes;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CompoundProperty(double x, double y)
    {
        var t = new Temperature { Celsius = x };
        t.Celsius *= y;
        t.Celsius += t.Celsius;
        double r = t.Celsius++;
        double s = (t.Celsius -= x) * --t.Celsius;
        return r + s * t.Writes;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MatrixIndexer(ReadOnlySpan<double> a)
    {
        Matrix m = new(2);
        for (int i = 0; i < 4; i++)
            m[i / 2, i % 2] = a[i];
        m[0, 1] += m[1, 0] * m[0, 0];
        m[1, 1] *= m[0, 1]++;
        Matrix n = m.Transposed();
        Matrix product = m * n;
        return product[0, 1] * product[1, 1] + n[1, 0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StructIndexer(double x, double y)
    {
        Vector3 v = default;
        v[0] = x;
        v[1] = y;
        for (int i = 0; i < 3; i++)
            v[(i + 2) % 3] += v[i] * v[(i + 1) % 3] + 1;
        Vector3 w = v;
        w[2] = v[0];
        return v[2] * w[2] + w[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InitProperties(double x, double y)
    {
        var o = new Settings { Rate = x, Scale = y * y };
        Settings p = o with { Rate = o.Effective };
        return p.Effective * o.Scale + o.Rate;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Extensions(double x, double y)
    {
        Vector3 v = new() { A = x, B = y, C = 1 };
        v.Stretch(2);
        double[] a = [x, y];
        a.Stretch(x);
        return v.Dot(v.Scaled(y)) * x.Squared() + a.Total() + y.Squared().Squared();
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FieldKeyword(double x, double y)
    {
        var c = new Clamped { Value = x * 3 };
        double first = c.Value;
        c.Value = y * 0.3;
        var d = new Clamped();
        return first * c.Value + d.Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GetterOrder(double x, double y)
    {
        var c = new Counter { Step = x };
        double r = c.Next * y + c.Next * c.Next;
        c.Total += c.Next;
        return r + c.Total - c.Next;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConstantObjects(double x, double y)
    {
        double sum = 0;
        foreach (double w in Constants.Weights)
            sum += w * x * sum + y;
        for (int i = 0; i < Constants.Weights.Count; i++)
            sum += Constants.Weights[i] * Constants[i] * y;
        return sum * Constants.Table["a"] + Constants.Table["b"] * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WithExpressions(double x, double y)
    {
        (double A, double B) t = (x, y);
        (double P, double Q) changed = t with { A = t.B * 2 * x };
        Vector3 v = new() { A = x, B = y };
        Vector3 w = v with { B = v.A += 1, C = v.A };
        return t.A * changed.P + changed.Q + w.A * w.B * w.C + v.A;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReferenceProperties(double x, double y)
    {
        var h = new Holder();
        h.First = x;
        h.Items[1] = y;
        h.At(2) = x * y;
        h.First *= h.At(1);
        ref double r = ref h.At(1);
        r += h.First;
        return h.Items[0] * h.Items[1] + h.Items[2];
    }

    private static double Squared(this double x) => x * x;

    private static double Dot(this in Vector3 v, Vector3 w) => v.A * w.A + v.B * w.B + v.C * w.C;

    private static Vector3 Scaled(this Vector3 v, double s)
    {
        v.A *= s;
        v.B *= s;
        return v with { C = v.C * s };
    }

    private static void Stretch(this ref Vector3 v, double s) => v.A *= s;

    private static void Stretch(this double[] a, double s)
    {
        for (int i = 0; i < a.Length; i++)
            a[i] *= s;
    }

    private static double Total(this ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double x in a)
            sum += x;
        return sum;
    }

    private static double Total(this double[] a) => ((ReadOnlySpan<double>)a).Total();

    private struct Temperature
    {
        private double _kelvin;

        public int Writes { get; private set; }

        public double Kelvin
        {
            readonly get => _kelvin;
            set
            {
                _kelvin = value;
                Writes++;
            }
        }

        public double Celsius
        {
            readonly get => Kelvin - 273.15;
            set => Kelvin = value + 273.15;
        }
    }

    private sealed class Matrix(int size)
    {
        private readonly double[] _items = new double[size * size];
        private readonly int _size = size;

        public double this[int row, int column]
        {
            get => _items[row * _size + column];
            set => _items[row * _size + column] = value;
        }

        public Matrix Transposed()
        {
            var result = new Matrix(_size);
            for (int i = 0; i < _size; i++)
            {
                for (int j = 0; j < _size; j++)
                    result[i, j] = this[j, i];
            }

            return result;
        }

        public static Matrix operator *(Matrix a, Matrix b)
        {
            var result = new Matrix(a._size);
            for (int i = 0; i < a._size; i++)
            {
                for (int j = 0; j < a._size; j++)
                {
                    for (int k = 0; k < a._size; k++)
                        result[i, j] += a[i, k] * b[k, j];
                }
            }

            return result;
        }
    }

    private struct Vector3
    {
        public double A, B, C;

        public double this[int i]
        {
            readonly get => i switch { 0 => A, 1 => B, _ => C };
            set
            {
                switch (i)
                {
                    case 0:
                        A = value;
                        break;
                    case 1:
                        B = value;
                        break;
                    default:
                        C = value;
                        break;
                }
            }
        }
    }

    private readonly record struct Settings
    {
        private readonly double _scale;

        public double Rate { get; init; }

        public double Scale
        {
            get => _scale;
            init => _scale = value * 0.5 + 1;
        }

        public double Effective => Rate * Scale;
    }

    private sealed class Clamped
    {
        public double Value
        {
            get => field * 2;
            set => field = Math.Max(value, 0.1);
        } = 0.25;
    }

    private sealed class Holder
    {
        public double[] Items { get; } = new double[3];

        public ref double First => ref Items[0];

        public ref double At(int i) => ref Items[i];
    }

    private sealed class Counter
    {
        public double Step { get; init; }

        public double Total { get; set; }

        public double Next => Total += Step * Step;
    }

    private sealed class Scene(List<double> weights, Dictionary<string, double> table)
    {
        public List<double> Weights { get; } = weights;

        public Dictionary<string, double> Table { get; } = table;

        public double this[int i] => Weights[Weights.Count - 1 - i];
    }
}
