using static DiffGen.Tests.Numerics.DecimalMath;

namespace DiffGen.Tests.Optimizers.References;

/// <summary>Algorithms that treat each parameter on its own, as their papers print them.</summary>
internal static class ElementReferences
{
    private const int N = Layers.Length;

    public static Reference Sgd(decimal eta, decimal mu, decimal tau, bool nesterov, decimal lambda)
    {
        var b = new decimal[N];
        return Each((ref p, gradient, i, t) =>
        {
            decimal g = gradient + lambda * p;
            b[i] = t == 1 ? g : mu * b[i] + (1 - tau) * g;
            p -= eta * (nesterov ? g + mu * b[i] : b[i]);
        });
    }

    // Kingma & Ba, algorithm 1; Loshchilov & Hutter, algorithm 2, line 12, for lambda > 0
    public static Reference Adam(decimal eta, decimal b1, decimal b2, decimal eps, decimal lambda)
    {
        decimal[] m = new decimal[N], v = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            m[i] = b1 * m[i] + (1 - b1) * g;
            v[i] = b2 * v[i] + (1 - b2) * g * g;
            decimal mHat = m[i] / (1 - Power(b1, t)), vHat = v[i] / (1 - Power(b2, t));
            p -= eta * (mHat / (Sqrt(vHat) + eps) + lambda * p);
        });
    }

    // Reddi et al., algorithm 2, bias-corrected
    public static Reference AmsGrad(decimal eta, decimal b1, decimal b2, decimal eps)
    {
        decimal[] m = new decimal[N], v = new decimal[N], vMax = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            m[i] = b1 * m[i] + (1 - b1) * g;
            v[i] = b2 * v[i] + (1 - b2) * g * g;
            if (v[i] > vMax[i])
                vMax[i] = v[i];
            p -= eta * (m[i] / (1 - Power(b1, t))) / (Sqrt(vMax[i] / (1 - Power(b2, t))) + eps);
        });
    }

    // Kingma & Ba, algorithm 2
    public static Reference Adamax(decimal eta, decimal b1, decimal b2, decimal eps)
    {
        decimal[] m = new decimal[N], u = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            m[i] = b1 * m[i] + (1 - b1) * g;
            u[i] = Math.Max(b2 * u[i], Math.Abs(g) + eps);
            p -= eta / (1 - Power(b1, t)) * (m[i] / u[i]);
        });
    }

    // Dozat, algorithm 2, with mu_t = beta1 (1 - 0.96^(t / 250) / 2)
    public static Reference NAdam(decimal eta, decimal b1, decimal b2, decimal eps)
    {
        decimal[] m = new decimal[N], n = new decimal[N];
        // Both from 1 to 101.
        decimal[] mu = [.. Enumerable.Range(0, 102).Select(t => b1 * (1 - Root(Power(0.96m, t), 250) / 2))];
        decimal[] product = [.. Enumerable.Range(0, 102).Select(t => mu[1..(t + 1)].Aggregate(1m, (x, y) => x * y))];
        return Each((ref p, g, i, t) =>
        {
            m[i] = b1 * m[i] + (1 - b1) * g;
            n[i] = b2 * n[i] + (1 - b2) * g * g;
            decimal gHat = g / (1 - product[t]), mHat = m[i] / (1 - product[t + 1]), nHat = n[i] / (1 - Power(b2, t));
            decimal mBar = (1 - mu[t]) * gHat + mu[t + 1] * mHat;
            p -= eta * mBar / (Sqrt(nHat) + eps);
        });
    }

    // Liu et al., algorithm 2
    public static Reference RAdam(decimal alpha, decimal b1, decimal b2, decimal eps)
    {
        decimal[] m = new decimal[N], v = new decimal[N];
        decimal rhoInf = 2 / (1 - b2) - 1;
        return Each((ref p, g, i, t) =>
        {
            v[i] = b2 * v[i] + (1 - b2) * g * g;
            m[i] = b1 * m[i] + (1 - b1) * g;
            decimal mHat = m[i] / (1 - Power(b1, t));
            decimal rho = rhoInf - 2 * t * Power(b2, t) / (1 - Power(b2, t));
            if (rho > 4)
            {
                decimal root = Sqrt(v[i] / (1 - Power(b2, t)));
                decimal r = Sqrt((rho - 4) * (rho - 2) * rhoInf / ((rhoInf - 4) * (rhoInf - 2) * rho));
                p -= alpha * r * mHat / (root + eps);
            }
            else
            {
                p -= alpha * mHat;
            }
        });
    }

    // Tieleman & Hinton; Graves, equations 38 to 41
    public static Reference RmsProp(decimal eta, decimal alpha, decimal eps, decimal mu, bool centred)
    {
        decimal[] n = new decimal[N], mean = new decimal[N], delta = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            n[i] = alpha * n[i] + (1 - alpha) * g * g;
            mean[i] = alpha * mean[i] + (1 - alpha) * g;
            decimal variance = centred ? n[i] - mean[i] * mean[i] : n[i];
            delta[i] = mu * delta[i] + g / (Sqrt(variance) + eps);
            p -= eta * delta[i];
        });
    }

    // Duchi, Hazan & Singer
    public static Reference Adagrad(decimal eta, decimal eps)
    {
        var sum = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            sum[i] += g * g;
            p -= eta * g / (Sqrt(sum[i]) + eps);
        });
    }

    // Zeiler, algorithm 1
    public static Reference Adadelta(decimal eta, decimal rho, decimal eps)
    {
        decimal[] ofG = new decimal[N], ofX = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            ofG[i] = rho * ofG[i] + (1 - rho) * g * g;
            decimal dx = -Sqrt(ofX[i] + eps) / Sqrt(ofG[i] + eps) * g;
            ofX[i] = rho * ofX[i] + (1 - rho) * dx * dx;
            p += eta * dx;
        });
    }

    // Igel & Hüsken, iRprop-, with step sizes as they are there
    public static Reference Rprop(decimal first, decimal up, decimal down, decimal smallest, decimal largest)
    {
        decimal[] size = [.. Enumerable.Repeat(first, N)], last = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            if (last[i] * g > 0)
            {
                size[i] = Math.Min(size[i] * up, largest);
            }
            else if (last[i] * g < 0)
            {
                size[i] = Math.Max(size[i] * down, smallest);
                g = 0;
            }

            p -= Math.Sign(g) * size[i];
            last[i] = g;
        });
    }

    // Chen et al., algorithm 2
    public static Reference Lion(decimal eta, decimal b1, decimal b2, decimal lambda)
    {
        var m = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            decimal c = b1 * m[i] + (1 - b1) * g;
            p -= eta * (Math.Sign(c) + lambda * p);
            m[i] = b2 * m[i] + (1 - b2) * g;
        });
    }

    // Zaheer et al., algorithm 2
    public static Reference Yogi(decimal eta, decimal b1, decimal b2, decimal eps)
    {
        decimal[] m = new decimal[N], v = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            m[i] = b1 * m[i] + (1 - b1) * g;
            v[i] -= (1 - b2) * Math.Sign(v[i] - g * g) * g * g;
            p -= eta * m[i] / (Sqrt(v[i]) + eps);
        });
    }

    // Zhuang et al., algorithm 2
    public static Reference AdaBelief(decimal eta, decimal b1, decimal b2, decimal eps)
    {
        decimal[] m = new decimal[N], s = new decimal[N];
        return Each((ref p, g, i, t) =>
        {
            m[i] = b1 * m[i] + (1 - b1) * g;
            s[i] = b2 * s[i] + (1 - b2) * (g - m[i]) * (g - m[i]) + eps;
            p -= eta * (m[i] / (1 - Power(b1, t))) / (Sqrt(s[i] / (1 - Power(b2, t))) + eps);
        });
    }

    // Defazio et al., equations 3 to 5: p is y
    public static Reference ScheduleFreeSgd(decimal gamma, decimal beta, decimal lambda)
    {
        decimal[] z = new decimal[N], x = new decimal[N];
        return Each((ref y, g, i, t) =>
        {
            if (t == 1)
                z[i] = x[i] = y;
            z[i] -= gamma * (g + lambda * y);
            decimal c = 1m / t;
            x[i] = (1 - c) * x[i] + c * z[i];
            y = (1 - beta) * z[i] + beta * x[i];
        });
    }

    // Defazio et al., algorithm 1, without warm-up: p is y
    public static Reference ScheduleFreeAdamW(decimal gamma, decimal b1, decimal b2, decimal eps, decimal lambda)
    {
        decimal[] z = new decimal[N], x = new decimal[N], v = new decimal[N], sum = new decimal[N];
        return Each((ref y, g, i, t) =>
        {
            if (t == 1)
                z[i] = x[i] = y;
            v[i] = b2 * v[i] + (1 - b2) * g * g;
            decimal rate = gamma * Sqrt(1 - Power(b2, t));
            z[i] = z[i] - rate * g / (Sqrt(v[i]) + eps) - rate * lambda * y;
            sum[i] += rate * rate;
            decimal c = rate * rate / sum[i];
            x[i] = (1 - c) * x[i] + c * z[i];
            y = (1 - b1) * z[i] + b1 * x[i];
        });
    }

    private delegate void Element(ref decimal p, decimal g, int i, int t);

    private static Reference Each(Element element) => (p, g, t) =>
    {
        for (int i = 0; i < p.Length; i++)
            element(ref p[i], g[i], i, t);
    };
}
