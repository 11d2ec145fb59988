using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Arrays: written in place, local, swapped by reference.</summary>
public sealed class BufferTests
{
    [Fact]
    public void RecurrenceInPlace() => Snapshot.Check(
        """
        public static partial class Recurrence
        {
            [Differentiable(Derivatives.Pullback)]
            public static double Value(Span<double> a)
            {
                for (int i = 1; i < a.Length; i++)
                    a[i] = a[i - 1] * a[i];
                double sum = 0;
                for (int i = 0; i < a.Length; i++)
                    sum += a[i];
                return sum;
            }
        }
        """,
        """
        public static double Value(double[] at) => Recurrence.Value(at);

        public static double Gradient(double[] at, double[] g)
        {
            Array.Clear(g);
            return Recurrence.ValuePullback(at, 1, g);
        }
        """,
        [[2, 3, 4], [0.5, -1]]);

    [Fact]
    public void VoidMethodWithWrittenSpan() => Snapshot.Check(
        """
        public static partial class Softmax
        {
            [Differentiable(Derivatives.Pullback)]
            public static void Apply(ReadOnlySpan<double> x, Span<double> y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = Math.Exp(x[i]);
                    sum += y[i];
                }

                for (int i = 0; i < x.Length; i++)
                    y[i] /= sum;
            }
        }
        """,
        """
        public static double Value(double[] at)
        {
            double[] y = new double[at.Length];
            Softmax.Apply(at, y);
            return y[0] - 2 * y[1];
        }

        public static double Gradient(double[] at, double[] g)
        {
            double[] y = new double[at.Length];
            double[] dY = new double[at.Length];
            dY[0] = 1;
            dY[1] = -2;
            Array.Clear(g);
            Softmax.ApplyPullback(at, y, g, dY);
            return y[0] - 2 * y[1];
        }
        """,
        [[0.5, -1, 0.25]]);

    [Fact]
    public void LocalArray() => Snapshot.Check(
        """
        public static partial class Prefix
        {
            [Differentiable]
            public static double Value(ReadOnlySpan<double> x)
            {
                double[] sums = new double[x.Length + 1];
                for (int i = 0; i < x.Length; i++)
                    sums[i + 1] = sums[i] + x[i];
                double product = 1;
                for (int i = 1; i < sums.Length; i++)
                    product *= sums[i];
                return product;
            }
        }
        """,
        """
        public static double Value(double[] at) => Prefix.Value(at);

        public static double Gradient(double[] at, double[] g) => Prefix.ValueGradient(at, g);
        """,
        [[1, 2, 3]]);

    [Fact]
    public void StackScratch() => Snapshot.Check(
        """
        public static partial class Ring
        {
            [Differentiable]
            public static double Value(ReadOnlySpan<double> a)
            {
                Span<double> buffer = stackalloc double[2];
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    buffer[i % 2] = a[i];
                    s += buffer[0] * buffer[1];
                }

                return s;
            }
        }
        """,
        """
        public static double Value(double[] at) => Ring.Value(at);

        public static double Gradient(double[] at, double[] g) => Ring.ValueGradient(at, g);
        """,
        [[1, 2, 3, 4]]);

    [Fact]
    public void SwappedReferences() => Snapshot.Check(
        """
        public static partial class Heat
        {
            [Differentiable]
            public static double Value(ReadOnlySpan<double> u, double r)
            {
                double[] current = new double[u.Length];
                double[] next = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                    current[i] = next[i] = u[i];
                for (int step = 0; step < 3; step++)
                {
                    for (int i = 1; i < current.Length - 1; i++)
                        next[i] = current[i] + r * (current[i - 1] - 2 * current[i] + current[i + 1]);
                    double[] t = current;
                    current = next;
                    next = t;
                }

                return current[2] * current[2];
            }
        }
        """,
        """
        public static double Value(double[] at) => Heat.Value(at.AsSpan(1), at[0]);

        public static double Gradient(double[] at, double[] g) => Heat.ValueGradient(at.AsSpan(1), at[0], g.AsSpan(1), out g[0]);
        """,
        [[0.25, 0, 0, 1, 0, 0], [0.1, 1, 2, -1, 0.5, 3]]);

    [Fact]
    public void ArrayAsResult() => Snapshot.Check(
        """
        public static partial class Softmax
        {
            [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
            public static double[] Of(double[] x)
            {
                if (x.Length == 1)
                    return x;
                var y = new double[x.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = Math.Exp(x[i]);
                    sum += y[i];
                }

                for (int i = 0; i < x.Length; i++)
                    y[i] /= sum;
                return y;
            }
        }
        """,
        """
        public static double Value(double[] at)
        {
            double[] y = Softmax.Of(at);
            double sum = 0;
            for (int i = 0; i < y.Length; i++)
                sum += (i + 1) * y[i];
            return sum;
        }

        public static double Gradient(double[] at, double[] g)
        {
            double[] seed = new double[at.Length];
            for (int i = 0; i < seed.Length; i++)
                seed[i] = i + 1;
            Array.Clear(g);
            double[] y = Softmax.OfPullback(at, seed, g);
            double sum = 0;
            for (int i = 0; i < y.Length; i++)
                sum += (i + 1) * y[i];
            return sum;
        }
        """,
        [[1, 0.5, -1], [2]]);
}
