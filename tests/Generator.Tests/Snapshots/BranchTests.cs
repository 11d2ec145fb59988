using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>if, ?:, switch.</summary>
public sealed class BranchTests
{
    [Fact]
    public void IfWithoutElse() => Snapshot.Check(
        """
        public static partial class Branch
        {
            [Differentiable]
            public static double Value(double x)
            {
                double t = x;
                if (x > 1)
                    t = x * x;
                return 3 * t;
            }
        }
        """,
        """
        public static double Value(double[] at) => Branch.Value(at[0]);

        public static double Gradient(double[] at, double[] g) => Branch.ValueGradient(at[0], out g[0]);
        """,
        [[2], [0.5]]);

    [Fact]
    public void ReturnsInTailPosition() => Snapshot.Check(
        """
        public static partial class Branch
        {
            [Differentiable]
            public static double Value(double x, double y)
            {
                if (x < y)
                {
                    double d = y - x;
                    return d * d;
                }
                else
                {
                    return x * Math.Exp(y);
                }
            }
        }
        """,
        """
        public static double Value(double[] at) => Branch.Value(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Branch.ValueGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[1, 2], [2, 1]]);

    [Fact]
    public void GuardedSingularity() => Snapshot.Check(
        """
        public static partial class Guard
        {
            [Differentiable]
            public static double Value(double x) => x == 0 ? 1 : Math.Sin(x) / x;
        }
        """,
        """
        public static double Value(double[] at) => Guard.Value(at[0]);

        public static double Gradient(double[] at, double[] g) => Guard.ValueGradient(at[0], out g[0]);
        """,
        [[1], [-2.5]]);

    [Fact]
    public void SwitchExpression() => Snapshot.Check(
        """
        public static partial class Pieces
        {
            [Differentiable]
            public static double Value(double x) => x switch
            {
                < 0 => -x,
                < 1 => x * x,
                _ => 2 * x - 1,
            };
        }
        """,
        """
        public static double Value(double[] at) => Pieces.Value(at[0]);

        public static double Gradient(double[] at, double[] g) => Pieces.ValueGradient(at[0], out g[0]);
        """,
        [[-3], [0.5], [2]]);

    /// <summary>What is kept of the sides is one variable.</summary>
    [Fact]
    public void ElseIf() => Snapshot.Check(
        """
        public static partial class Tariff
        {
            [Differentiable]
            public static double Cost(double amount, double rate)
            {
                double price;
                if (amount < 1)
                    price = rate * Math.Exp(-amount);
                else if (amount < 2)
                    price = rate * Math.Sqrt(amount);
                else
                    price = rate * Math.Log(amount);
                return price * price * amount;
            }
        }
        """,
        """
        public static double Value(double[] at) => Tariff.Cost(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Tariff.CostGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[0.5, 0.3], [1.5, 0.7], [3, 0.2]]);

    /// <summary>What is kept of the cases is one cache.</summary>
    [Fact]
    public void SwitchInLoop() => Snapshot.Check(
        """
        public static partial class Chain
        {
            [Differentiable]
            public static double Output(ReadOnlySpan<double> w, [NoDiff] ReadOnlySpan<int> kinds, double x)
            {
                for (int i = 0; i < w.Length; i++)
                {
                    switch (kinds[i])
                    {
                        case 0:
                            x = Math.Tanh(w[i] * x);
                            break;
                        case 1:
                            x = Math.Exp(w[i] * x) - 1;
                            break;
                        case 2:
                            x += w[i];
                            break;
                    }
                }
                return x * x;
            }
        }
        """,
        """
        public static double Value(double[] at) => Chain.Output(at.AsSpan(1), [1, 0, 2, 3], at[0]);

        public static double Gradient(double[] at, double[] g) => Chain.OutputGradient(at.AsSpan(1), [1, 0, 2, 3], at[0], g.AsSpan(1), out g[0]);
        """,
        [[0.5, 0.3, -0.8, 0.4, 1]]);
}
