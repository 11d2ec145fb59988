using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Structs, references, functions and objects: what remains of them is plain arithmetic.</summary>
public sealed class StructTests
{
    [Fact]
    public void StructParameter() => Snapshot.Check(
        """
        public struct Point
        {
            public double X, Y;

            public readonly double Norm => Math.Sqrt(X * X + Y * Y);

            public static Point operator -(Point a, Point b) => new() { X = a.X - b.X, Y = a.Y - b.Y };
        }

        public static partial class Spring
        {
            [Differentiable]
            public static double Energy(Point a, Point b, double stiffness)
            {
                double stretch = (a - b).Norm - 1;
                return 0.5 * stiffness * stretch * stretch;
            }
        }
        """,
        """
        public static double Value(double[] at) => Spring.Energy(new Point { X = at[0], Y = at[1] }, new Point { X = at[2], Y = at[3] }, at[4]);

        public static double Gradient(double[] at, double[] g)
        {
            double value = Spring.EnergyGradient(new Point { X = at[0], Y = at[1] }, new Point { X = at[2], Y = at[3] }, at[4], out Point dA, out Point dB, out g[4]);
            (g[0], g[1], g[2], g[3]) = (dA.X, dA.Y, dB.X, dB.Y);
            return value;
        }
        """,
        [[1, 2, 3, 5, 0.7]]);

    [Fact]
    public void SpanOfStructs() => Snapshot.Check(
        """
        public struct Particle
        {
            public double Position, Velocity;

            public void Step(double h) => Position += h * Velocity;
        }

        public static partial class Cloud
        {
            [Differentiable(Derivatives.Pullback)]
            public static double Advance(Span<Particle> particles, double h)
            {
                double sum = 0;
                for (int i = 0; i < particles.Length; i++)
                {
                    ref Particle p = ref particles[i];
                    p.Velocity -= h * p.Position;
                    p.Step(h);
                    sum += p.Position;
                }

                return sum;
            }
        }
        """,
        """
        public static double Value(double[] at) => Cloud.Advance(Particles(at), at[^1]);

        public static double Gradient(double[] at, double[] g)
        {
            var d = new Particle[(at.Length - 1) / 2];
            Array.Clear(g);
            double value = Cloud.AdvancePullback(Particles(at), at[^1], 1, d, ref g[^1]);
            for (int i = 0; i < d.Length; i++)
                (g[2 * i], g[2 * i + 1]) = (d[i].Position, d[i].Velocity);
            return value;
        }

        private static Particle[] Particles(double[] at)
        {
            var particles = new Particle[(at.Length - 1) / 2];
            for (int i = 0; i < particles.Length; i++)
                particles[i] = new Particle { Position = at[2 * i], Velocity = at[2 * i + 1] };
            return particles;
        }
        """,
        [[1, 2, 3, 5, 0.1]]);

    [Fact]
    public void RecordWith() => Snapshot.Check(
        """
        public readonly record struct State(double Angle, double Speed);

        public static partial class Pendulum
        {
            [Differentiable]
            public static double After(State s, double h)
            {
                State next = s with { Speed = s.Speed - h * Math.Sin(s.Angle) };
                next = next with { Angle = next.Angle + h * next.Speed };
                return next.Angle;
            }
        }
        """,
        """
        public static double Value(double[] at) => Pendulum.After(new State(at[0], at[1]), at[2]);

        public static double Gradient(double[] at, double[] g)
        {
            double value = Pendulum.AfterGradient(new State(at[0], at[1]), at[2], out State d, out g[2]);
            (g[0], g[1]) = d;
            return value;
        }
        """,
        [[1, 2, 0.1]]);

    [Fact]
    public void ReferencesAndOut() => Snapshot.Check(
        """
        public static partial class Rotation
        {
            [Differentiable]
            public static double Value(double x, double y, double angle)
            {
                Rotate(ref x, ref y, angle, out double norm);
                return x * y + norm;
            }

            private static void Rotate(ref double x, ref double y, double angle, out double norm)
            {
                (double s, double c) = Math.SinCos(angle);
                (x, y) = (c * x - s * y, s * x + c * y);
                norm = x * x;
            }
        }
        """,
        """
        public static double Value(double[] at) => Rotation.Value(at[0], at[1], at[2]);

        public static double Gradient(double[] at, double[] g) => Rotation.ValueGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]);
        """,
        [[1, 2, 0.1]]);

    [Fact]
    public void LocalFunctionAndLambda() => Snapshot.Check(
        """
        public static partial class Quadrature
        {
            [Differentiable]
            public static double Value(double a, double b)
            {
                double scale = a * b;
                double Weighted(double t) => scale * Math.Exp(-t);
                return Simpson(Weighted, 0, a) + Simpson(t => t * b, a, b);
            }

            private static double Simpson(Func<double, double> f, double from, double to)
                => (to - from) / 6 * (f(from) + 4 * f((from + to) / 2) + f(to));
        }
        """,
        """
        public static double Value(double[] at) => Quadrature.Value(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Quadrature.ValueGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[1, 2], [0.3, 0.7]]);

    [Fact]
    public void ObjectOfOwn() => Snapshot.Check(
        """
        public static partial class Tank
        {
            [Differentiable]
            public static double Level(double inflow, double drain)
            {
                var tank = new Vessel(1);
                Vessel same = tank;
                for (int i = 0; i < 3; i++)
                {
                    same.Fill(inflow);
                    tank.Level -= drain * tank.Level;
                }

                return tank.Level;
            }

            private sealed class Vessel(double level)
            {
                public double Level { get; set; } = level;

                public void Fill(double amount) => Level += amount;
            }
        }
        """,
        """
        public static double Value(double[] at) => Tank.Level(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Tank.LevelGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[1, 0.2]]);

    [Fact]
    public void Grid() => Snapshot.Check(
        """
        public static partial class Bilinear
        {
            [Differentiable]
            public static double Value(double[,] m, ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < m.GetLength(0); i++)
                {
                    for (int j = 0; j < m.GetLength(1); j++)
                        sum += x[i] * m[i, j] * x[j];
                }

                return sum;
            }
        }
        """,
        """
        public static double Value(double[] at) => Bilinear.Value(new double[,] { { at[0], at[1] }, { at[2], at[3] } }, at.AsSpan(4));

        public static double Gradient(double[] at, double[] g)
        {
            double[,] d = new double[2, 2];
            double value = Bilinear.ValueGradient(new double[,] { { at[0], at[1] }, { at[2], at[3] } }, at.AsSpan(4), d, g.AsSpan(4));
            (g[0], g[1], g[2], g[3]) = (d[0, 0], d[0, 1], d[1, 0], d[1, 1]);
            return value;
        }
        """,
        [[1, 2, 3, 4, 0.5, 0.7]]);

    [Fact]
    public void OwnPullback() => Snapshot.Check(
        """
        public static partial class Interest
        {
            [Differentiable]
            public static double Loss(double rate, double amount)
            {
                double value = Present(rate, amount);
                return value * value;
            }

            public static double Present(double rate, double amount) => amount / Math.Pow(1 + rate, 10);

            [PullbackOf(nameof(Present))]
            public static double PresentPullback(double rate, double amount, double seed, ref double dRate, ref double dAmount)
            {
                double factor = Math.Pow(1 + rate, -10);
                dAmount += seed * factor;
                dRate -= seed * 10 * amount * factor / (1 + rate);
                return Present(rate, amount);
            }
        }
        """,
        """
        public static double Value(double[] at) => Interest.Loss(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Interest.LossGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[0.05, 3]]);

    [Fact]
    public void ComplexNumber() => Snapshot.Check(
        """
        public static partial class Filter
        {
            [Differentiable]
            public static double Gain(double r, double frequency)
            {
                var pole = new System.Numerics.Complex(r, frequency);
                System.Numerics.Complex z = pole * pole + 1;
                return z.Magnitude;
            }
        }
        """,
        """
        public static double Value(double[] at) => Filter.Gain(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Filter.GainGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[0.5, 3]]);

    [Fact]
    public void ArrayThatOutlivesItsLoop() => Snapshot.Check(
        """
        public static partial class Smoothing
        {
            [Differentiable]
            public static double Value(double[] x)
            {
                double[] current = x;
                for (int step = 0; step < 2; step++)
                {
                    var next = new double[current.Length - 1];
                    for (int i = 0; i < next.Length; i++)
                        next[i] = current[i] * current[i + 1];
                    current = next;
                }

                return current[0];
            }
        }
        """,
        """
        public static double Value(double[] at) => Smoothing.Value(at);

        public static double Gradient(double[] at, double[] g) => Smoothing.ValueGradient(at, g);
        """,
        [[0.5, 3, 2], [1, 2, 3, 4]]);
}
