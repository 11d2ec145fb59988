using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Forward mode, Jacobians, Hessians and Hessian-vector products.</summary>
public sealed class TangentTests
{
    [Fact]
    public void Residuals() => Snapshot.Check(
        """
        public static partial class Decay
        {
            [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
            public static void Residuals(ReadOnlySpan<double> p, [NoDiff] double[] times, Span<double> residuals)
            {
                for (int i = 0; i < times.Length; i++)
                    residuals[i] = p[0] * Math.Exp(-p[1] * times[i]) - 1;
            }
        }
        """,
        """
        private static readonly double[] s_times = [0, 0.5, 2];

        public static double Value(double[] at)
        {
            double[] residuals = new double[3];
            Decay.Residuals(at, s_times, residuals);
            return residuals[0] + 2 * residuals[1] - residuals[2];
        }

        public static double Gradient(double[] at, double[] g)
        {
            double[] residuals = new double[3], jacobian = new double[6], tangents = new double[3];
            Decay.ResidualsJacobian(at, s_times, residuals, jacobian);
            for (int j = 0; j < 2; j++)
            {
                double[] direction = new double[2];
                direction[j] = 1;
                Decay.ResidualsJvp(at, s_times, residuals, direction, tangents);
                g[j] = jacobian[j] + 2 * tangents[1] - jacobian[4 + j];
            }
            return residuals[0] + 2 * residuals[1] - residuals[2];
        }
        """,
        [[1.5, 0.4]]);

    [Fact]
    public void Loss() => Snapshot.Check(
        """
        public static partial class Logistic
        {
            [Differentiable(Derivatives.Jvp | Derivatives.Hvp | Derivatives.Hessian)]
            public static double Loss(ReadOnlySpan<double> w, [NoDiff] ReadOnlySpan<double> x)
            {
                double z = 0;
                for (int i = 0; i < w.Length; i++)
                    z += w[i] * x[i];
                return Math.Log(1 + Math.Exp(-z));
            }
        }
        """,
        """
        private static readonly double[] s_x = [0.5, -1, 2];

        public static double Value(double[] at) => Logistic.Loss(at, s_x);

        public static double Gradient(double[] at, double[] g)
        {
            double[] hessian = new double[9], product = new double[3], direction = [1, 2, 3];
            double value = Logistic.LossHessian(at, s_x, g, hessian);
            Logistic.LossHvp(at, s_x, direction, product);
            Logistic.LossJvp(at, s_x, direction, out double directional);
            for (int i = 0; i < 3; i++)
                if (Math.Abs(hessian[3 * i] + 2 * hessian[3 * i + 1] + 3 * hessian[3 * i + 2] - product[i]) > 1e-12) throw new InvalidOperationException("Hessian and product differ");
            if (Math.Abs(g[0] + 2 * g[1] + 3 * g[2] - directional) > 1e-12) throw new InvalidOperationException("gradient and tangent differ");
            return value;
        }
        """,
        [[1.5, 0.4, -0.2]]);

    [Fact]
    public void Scalars() => Snapshot.Check(
        """
        public static partial class Wave
        {
            [Differentiable(Derivatives.Hessian | Derivatives.Hvp)]
            public static double Height(double x, double t) => Math.Sin(x - 2 * t) * Math.Exp(-t);
        }
        """,
        """
        public static double Value(double[] at) => Wave.Height(at[0], at[1]);

        public static double Gradient(double[] at, double[] g)
        {
            double[] hessian = new double[4];
            double value = Wave.HeightHessian(at[0], at[1], out g[0], out g[1], hessian);
            Wave.HeightHvp(at[0], at[1], 1, -1, out double hvX, out double hvT);
            if (Math.Abs(hessian[0] - hessian[1] - hvX) > 1e-12 || Math.Abs(hessian[2] - hessian[3] - hvT) > 1e-12) throw new InvalidOperationException("Hessian and product differ");
            return value;
        }
        """,
        [[1.5, 0.4]]);

    [Fact]
    public void DerivativeInBody() => Snapshot.Check(
        """
        public static partial class Flow
        {
            [Differentiable]
            public static double Potential(double x, double y) => x * x * y + Math.Sin(y);

            [Differentiable]
            public static double Speed(double x, double y)
            {
                PotentialGradient(x, y, out double u, out double v);
                return Math.Sqrt(u * u + v * v);
            }
        }
        """,
        """
        public static double Value(double[] at) => Flow.Speed(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Flow.SpeedGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[1.5, 0.4], [-0.3, 2]]);

    [Fact]
    public void SparseJacobian() => Snapshot.Check(
        """
        public static partial class Heat
        {
            [Differentiable(Derivatives.SparseJacobian)]
            public static void Residuals([Shape(5)] ReadOnlySpan<double> u, [Shape(5)] Span<double> r)
            {
                for (int i = 0; i < 5; i++)
                    r[i] = u[i] * u[i] - (i > 0 ? u[i - 1] : 1) - (i < 4 ? u[i + 1] : 0);
            }
        }
        """,
        """
        public static double Value(double[] at)
        {
            double[] r = new double[5];
            Heat.Residuals(at, r);
            return r[0] + 2 * r[2] - r[4];
        }

        public static double Gradient(double[] at, double[] g)
        {
            double[] r = new double[5], values = new double[Heat.ResidualsJacobianPattern.Count];
            Heat.ResidualsSparseJacobian(at, r, values);
            Array.Clear(g);
            foreach ((int row, double weight) in new[] { (0, 1.0), (2, 2.0), (4, -1.0) })
                for (int k = Heat.ResidualsJacobianPattern.RowStarts[row]; k < Heat.ResidualsJacobianPattern.RowStarts[row + 1]; k++)
                    g[Heat.ResidualsJacobianPattern.Columns[k]] += weight * values[k];
            return r[0] + 2 * r[2] - r[4];
        }
        """,
        [[1.5, 0.4, -0.3, 0.2, 1.1]]);

    [Fact]
    public void SparseHessian() => Snapshot.Check(
        """
        public static partial class Springs
        {
            [Differentiable(Derivatives.SparseHessian)]
            public static double Energy([Shape(4)] ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 1; i < 4; i++)
                    sum += Math.Cosh(x[i] - x[i - 1]);
                return sum;
            }
        }
        """,
        """
        public static double Value(double[] at) => Springs.Energy(at);

        public static double Gradient(double[] at, double[] g)
        {
            double[] values = new double[Springs.EnergyHessianPattern.Count];
            double value = Springs.EnergySparseHessian(at, g, values);
            if (values.Length != 10 || Math.Abs(values[1] + Math.Cosh(at[1] - at[0])) > 1e-12) throw new InvalidOperationException("wrong Hessian");
            return value;
        }
        """,
        [[1.5, 0.4, -0.3, 0.2]]);

    [Fact]
    public void FixedPoint() => Snapshot.Check(
        """
        public static partial class Orbit
        {
            [Differentiable] [FixedPoint]
            public static double Anomaly(double mean, double eccentricity)
            {
                double e = mean;
                for (int k = 0; k < 100; k++)
                {
                    double step = (e - eccentricity * Math.Sin(e) - mean) / (1 - eccentricity * Math.Cos(e));
                    if (Math.Abs(step) < 1e-14)
                        break;
                    e -= step;
                }
                return e;
            }
        }
        """,
        """
        public static double Value(double[] at) => Orbit.Anomaly(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Orbit.AnomalyGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[1.5, 0.4], [0.3, 0.1]]);
}
