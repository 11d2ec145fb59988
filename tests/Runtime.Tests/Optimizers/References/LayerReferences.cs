using static DiffGen.Tests.Numerics.DecimalMath;

namespace DiffGen.Tests.Optimizers.References;

/// <summary>Algorithms that work layer by layer, as their papers print them.</summary>
internal static class LayerReferences
{
    private const int N = Layers.Length;

    // You et al. 2020, algorithm 2
    public static Reference Lamb(decimal eta, decimal b1, decimal b2, decimal eps, decimal lambda)
    {
        decimal[] m = new decimal[N], v = new decimal[N];
        return Each((p, g, layer, t) =>
        {
            var u = new decimal[p.Length];
            for (int i = 0; i < p.Length; i++)
            {
                int k = layer.Offset + i;
                m[k] = b1 * m[k] + (1 - b1) * g[i];
                v[k] = b2 * v[k] + (1 - b2) * g[i] * g[i];
                decimal r = m[k] / (1 - Power(b1, t)) / (Sqrt(v[k] / (1 - Power(b2, t))) + eps);
                u[i] = r + lambda * p[i];
            }

            decimal ratio = Norm(p) == 0 || Norm(u) == 0 ? 1 : Norm(p) / Norm(u);
            for (int i = 0; i < p.Length; i++)
                p[i] -= eta * ratio * u[i];
        });
    }

    // You, Gitman & Ginsburg 2017, algorithm 1
    public static Reference Lars(decimal gamma, decimal momentum, decimal eta, decimal beta)
    {
        var v = new decimal[N];
        return Each((w, g, layer, t) =>
        {
            decimal local = Norm(w) == 0 ? 1 : eta * Norm(w) / (Norm(g) + beta * Norm(w));
            for (int i = 0; i < w.Length; i++)
            {
                int k = layer.Offset + i;
                v[k] = momentum * v[k] + gamma * local * (g[i] + beta * w[i]);
                w[i] -= v[k];
            }
        });
    }

    // Shazeer & Stern, algorithm 4 for matrices and 5 for vectors, with the parameters of algorithm 6: sums over rows and columns
    public static Reference Adafactor(decimal eta, decimal eps2, decimal d)
    {
        decimal[] r = new decimal[N], c = new decimal[N], v = new decimal[N];
        return Each((x, g, layer, t) =>
        {
            decimal rho = Math.Min(eta, 1 / Sqrt(t)), alpha = Math.Max(eps2, Norm(x) / Sqrt(x.Length)) * rho;
            decimal beta = 1 - 1 / Root(Power(t, 4), 5);
            (int offset, int rows, int columns) = layer;
            var u = new decimal[x.Length];
            if (rows > 1 && columns > 1)
            {
                for (int i = 0; i < rows; i++)
                    r[offset + i] = beta * r[offset + i] + (1 - beta) * Enumerable.Range(0, columns).Sum(j => g[i * columns + j] * g[i * columns + j]);
                for (int j = 0; j < columns; j++)
                    c[offset + j] = beta * c[offset + j] + (1 - beta) * Enumerable.Range(0, rows).Sum(i => g[i * columns + j] * g[i * columns + j]);
                decimal total = Enumerable.Range(0, rows).Sum(i => r[offset + i]);
                for (int k = 0; k < u.Length; k++)
                    u[k] = g[k] / Sqrt(r[offset + k / columns] * c[offset + k % columns] / total);
            }
            else
            {
                for (int i = 0; i < u.Length; i++)
                {
                    v[offset + i] = beta * v[offset + i] + (1 - beta) * g[i] * g[i];
                    u[i] = g[i] / Sqrt(v[offset + i]);
                }
            }

            decimal clip = Math.Max(1, Norm(u) / Sqrt(u.Length) / d);
            for (int i = 0; i < x.Length; i++)
                x[i] -= alpha * u[i] / clip;
        });
    }

    // Jordan et al. 2024; Liu et al. 2025 for the scale and the decay. What isn't a matrix: AdamW.
    public static Reference Muon(decimal eta, decimal mu, bool nesterov, decimal lambda, bool likeAdam)
    {
        var b = new decimal[N];
        Reference adam = ElementReferences.Adam(eta, 0.9m, 0.999m, 1e-8m, lambda);
        Reference matrices = Each((w, g, layer, t) =>
        {
            (int offset, int rows, int columns) = layer;
            if (rows == 1)
                return;
            var x = new decimal[rows, columns];
            for (int k = 0; k < w.Length; k++)
            {
                b[offset + k] = mu * b[offset + k] + g[k];
                x[k / columns, k % columns] = nesterov ? g[k] + mu * b[offset + k] : b[offset + k];
            }

            x = NewtonSchulz(x);
            decimal scale = likeAdam ? 0.2m * Sqrt(Math.Max(rows, columns)) : Sqrt(Math.Max(1, (decimal)rows / columns));
            for (int k = 0; k < w.Length; k++)
                w[k] -= eta * (scale * x[k / columns, k % columns] + lambda * w[k]);
        });
        return (p, g, t) =>
        {
            decimal[] q = [.. p];
            adam(q, g, t);
            matrices(p, g, t);
            foreach ((int offset, int rows, int columns) in Layers.All)
            {
                if (rows == 1)
                    Array.Copy(q, offset, p, offset, columns);
            }
        };
    }

    private static decimal[,] NewtonSchulz(decimal[,] x)
    {
        if (x.GetLength(0) > x.GetLength(1))
            return Transpose(NewtonSchulz(Transpose(x)));
        decimal norm = Norm([.. x.Cast<decimal>()]) + 1e-7m;
        x = Combine(1 / norm, x, 0, x);
        for (int i = 0; i < 5; i++)
        {
            decimal[,] a = Multiply(x, Transpose(x)), b = Combine(-4.7750m, a, 2.0315m, Multiply(a, a));
            x = Combine(3.4445m, x, 1, Multiply(b, x));
        }

        return x;
    }

    private static decimal[,] Transpose(decimal[,] x) => Make(x.GetLength(1), x.GetLength(0), (i, j) => x[j, i]);

    private static decimal[,] Multiply(decimal[,] x, decimal[,] y)
        => Make(x.GetLength(0), y.GetLength(1), (i, j) => Enumerable.Range(0, x.GetLength(1)).Sum(k => x[i, k] * y[k, j]));

    private static decimal[,] Combine(decimal p, decimal[,] x, decimal q, decimal[,] y)
        => Make(x.GetLength(0), x.GetLength(1), (i, j) => p * x[i, j] + q * y[i, j]);

    private static decimal[,] Make(int rows, int columns, Func<int, int, decimal> element)
    {
        var made = new decimal[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) made[i, j] = element(i, j);
        return made;
    }

    private static decimal Norm(decimal[] x) => Sqrt(x.Sum(v => v * v));

    private delegate void LayerStep(decimal[] p, decimal[] g, (int Offset, int Rows, int Columns) layer, int t);

    private static Reference Each(LayerStep step) => (p, g, t) =>
    {
        foreach ((int Offset, int Rows, int Columns) layer in Layers.All)
        {
            decimal[] part = Layers.Of(p, layer);
            step(part, Layers.Of(g, layer), layer, t);
            part.CopyTo(p, layer.Offset);
        }
    };
}
