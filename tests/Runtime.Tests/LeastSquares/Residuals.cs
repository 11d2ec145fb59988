namespace DiffGen.Tests.LeastSquares;

/// <summary>Residual functions with Jacobians written by hand.</summary>
internal static class Residuals
{
    /// <summary>Rosenbrock's: 10·(x₂ - x₁²), 1 - x₁.</summary>
    public static void Rosenbrock(ReadOnlySpan<double> x, Span<double> r, Span<double> j)
    {
        (r[0], r[1]) = (10 * (x[1] - x[0] * x[0]), 1 - x[0]);
        (j[0], j[1], j[2], j[3]) = (-20 * x[0], 10, -1, 0);
    }

    /// <summary>Rosenbrock's without the Jacobian.</summary>
    public static void RosenbrockAlone(ReadOnlySpan<double> x, Span<double> r)
        => (r[0], r[1]) = (10 * (x[1] - x[0] * x[0]), 1 - x[0]);

    /// <summary>a + b·t - y over points.</summary>
    public static JacobianFunction<double> Line(double[] ts, double[] ys) => (x, r, j) =>
    {
        for (int i = 0; i < ts.Length; i++)
        {
            r[i] = x[0] + x[1] * ts[i] - ys[i];
            (j[2 * i], j[2 * i + 1]) = (1, ts[i]);
        }
    };

    /// <summary>a·exp(-b·t) - y over points.</summary>
    public static JacobianFunction<double> Decay(double[] ts, double[] ys) => (x, r, j) =>
    {
        for (int i = 0; i < ts.Length; i++)
        {
            double e = Math.Exp(-x[1] * ts[i]);
            r[i] = x[0] * e - ys[i];
            (j[2 * i], j[2 * i + 1]) = (e, -ts[i] * x[0] * e);
        }
    };

    /// <summary>The extended Rosenbrock function: pairs of residuals on pairs of parameters, sparse.</summary>
    public static (SparsityPattern Pattern, JacobianFunction<double> Sparse, JacobianFunction<double> Dense) Chain(int n)
    {
        // 10·(x[i+1] - x[i]²) and 1 - x[i].
        int m = 2 * (n - 1);
        var starts = new int[m + 1];
        var columns = new List<int>();
        for (int i = 0; i < n - 1; i++)
        {
            columns.AddRange([i, i + 1]);
            starts[2 * i + 1] = columns.Count;
            columns.Add(i);
            starts[2 * i + 2] = columns.Count;
        }

        void Sparse(ReadOnlySpan<double> x, Span<double> r, Span<double> values)
        {
            for (int i = 0; i < n - 1; i++)
            {
                (r[2 * i], r[2 * i + 1]) = (10 * (x[i + 1] - x[i] * x[i]), 1 - x[i]);
                (values[3 * i], values[3 * i + 1], values[3 * i + 2]) = (-20 * x[i], 10, -1);
            }
        }

        void Dense(ReadOnlySpan<double> x, Span<double> r, Span<double> jacobian)
        {
            var values = new double[columns.Count];
            Sparse(x, r, values);
            jacobian.Clear();
            for (int i = 0; i < m; i++)
            {
                for (int e = starts[i]; e < starts[i + 1]; e++)
                    jacobian[i * n + columns[e]] = values[e];
            }
        }

        return (new SparsityPattern(m, n, starts, columns.ToArray()), Sparse, Dense);
    }
}
