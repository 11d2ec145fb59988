using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="GradBench.Objectives.Llsq.Loss"/>: per point the powers once, for the value and the way back.</summary>
internal sealed class Llsq(int m)
{
    private readonly double[] _powers = new double[m];

    public double Gradient(ReadOnlySpan<double> x, int n, Span<double> g)
    {
        if (x.Length != m || g.Length != m) throw new ArgumentException("There are not m coefficients");
        g.Clear();
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + i * 2.0 / (n - 1);
            double error = AddPoint(t, Math.Sign(t), ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(g));
            sum += error * error;
        }
        return 0.5 * sum;
    }

    /// <summary>A method of its own, without a call: floating numbers that live across a call have no register, not even in a loop before it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double AddPoint(double t, double sign, ref double x, ref double g)
    {
        ref double powers = ref MemoryMarshal.GetArrayDataReference(_powers);
        nint count = m;
        double power = 1, value = 0;
        for (nint j = 0; j < count; j++)
        {
            value += Unsafe.Add(ref x, j) * power;
            Unsafe.Add(ref powers, j) = power;
            power *= t;
        }
        double error = sign - value;
        for (nint j = 0; j < count; j++) Unsafe.Add(ref g, j) -= error * Unsafe.Add(ref powers, j);
        return error;
    }
}
