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
}
