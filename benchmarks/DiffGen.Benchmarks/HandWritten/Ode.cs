using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Benchmarks.HandWritten;

/// <summary>
/// The gradient of <see cref="GradBench.Objectives.Ode.Last"/>. A component needs only the one before it, so each step is one loop through the
/// components, forward and back; what enters the four slopes of a step is kept.
/// </summary>
internal sealed class Ode(int n, int steps)
{
    private const int Stages = 4;

    private readonly double[] _stages = new double[Stages * n * steps], _y = new double[n], _dy = new double[n];

    public double Gradient(ReadOnlySpan<double> x, Span<double> g)
    {
        if (x.Length != n || g.Length != n) throw new ArgumentException("There are not n coefficients");
        double h = 2.0 / steps;
        Span<double> y = _y, dy = _dy;
        y.Clear();
        for (int s = 0; s < steps; s++) Step(ref MemoryMarshal.GetReference(x), ref _y[0], ref _stages[Stages * n * s], h);
        g.Clear();
        dy.Clear();
        dy[^1] = 1;
        for (int s = steps - 1; s >= 0; s--) StepBack(ref MemoryMarshal.GetReference(x), ref _dy[0], ref _stages[Stages * n * s], ref MemoryMarshal.GetReference(g), h);
        return y[^1];
    }

    /// <summary>kⱼᵢ = xᵢ zⱼ₍ᵢ₋₁₎ with z₁ = y, z₂ = y + h/2 k₁, z₃ = y + h/2 k₂, z₄ = y + h k₃, and zⱼ₍₋₁₎ = 1; y += h (k₁ + 2 k₂ + 2 k₃ + k₄)/6.</summary>
    private void Step(ref double x, ref double y, ref double stages, double h)
    {
        double half = h / 2, z1 = 1, z2 = 1, z3 = 1, z4 = 1;
        nint count = n;
        for (nint i = 0; i < count; i++)
        {
            double xi = Unsafe.Add(ref x, i), yi = Unsafe.Add(ref y, i);
            double k1 = xi * z1, k2 = xi * z2, k3 = xi * z3, k4 = xi * z4;
            z1 = yi;
            z2 = yi + half * k1;
            z3 = yi + half * k2;
            z4 = yi + h * k3;
            stages = z1;
            Unsafe.Add(ref stages, 1) = z2;
            Unsafe.Add(ref stages, 2) = z3;
            Unsafe.Add(ref stages, 3) = z4;
            stages = ref Unsafe.Add(ref stages, Stages);
            Unsafe.Add(ref y, i) = yi + h * (k1 + 2 * k2 + 2 * k3 + k4) / 6;
        }
    }

    /// <summary>
    /// With dⱼ = ∂/∂kⱼ: ∂/∂zⱼ₍ᵢ₋₁₎ = xᵢ dⱼᵢ and ∂/∂xᵢ = Σⱼ dⱼᵢ zⱼ₍ᵢ₋₁₎; d₄ = h/6 ∂/∂y, d₃ = h/3 ∂/∂y + h ∂/∂z₄, d₂ = h/3 ∂/∂y + h/2 ∂/∂z₃,
    /// d₁ = h/6 ∂/∂y + h/2 ∂/∂z₂; ∂/∂y before the step is that after it and all ∂/∂zⱼ.
    /// </summary>
    private void StepBack(ref double x, ref double dy, ref double stages, ref double g, double h)
    {
        double half = h / 2, sixth = h / 6, third = h / 3, dz1 = 0, dz2 = 0, dz3 = 0, dz4 = 0;
        for (nint i = n - 1; i >= 0; i--)
        {
            double dyi = Unsafe.Add(ref dy, i), xi = Unsafe.Add(ref x, i);
            double d1 = sixth * dyi + half * dz2, d2 = third * dyi + half * dz3, d3 = third * dyi + h * dz4, d4 = sixth * dyi;
            Unsafe.Add(ref dy, i) = dyi + dz1 + dz2 + dz3 + dz4;
            if (i == 0)
            {
                Unsafe.Add(ref g, 0) += d1 + d2 + d3 + d4;
                return;
            }
            ref double z = ref Unsafe.Add(ref stages, Stages * (i - 1));
            Unsafe.Add(ref g, i) += d1 * z + d2 * Unsafe.Add(ref z, 1) + d3 * Unsafe.Add(ref z, 2) + d4 * Unsafe.Add(ref z, 3);
            dz1 = xi * d1;
            dz2 = xi * d2;
            dz3 = xi * d3;
            dz4 = xi * d4;
        }
    }
}
