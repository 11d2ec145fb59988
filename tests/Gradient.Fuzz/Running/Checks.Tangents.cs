using DiffGen.Fuzz.Source;

namespace DiffGen.Fuzz.Running;

/// <summary>Forward mode against reverse mode: seeds times tangents are adjoints times directions; and Hessians, which are symmetric.</summary>
internal sealed partial class Checks
{
    private const double Step = 1e-4;

    private Finding? Tangents(Dice dice, double[] x, double[] y, double[] seeds)
    {
        double[] v = Direction(dice), tangents = new double[y.Length], plain = new double[y.Length], value = new double[y.Length];
        if (Thrown(() => entry.Jvp(x, value, v, tangents)) is { } thrown) return new Finding("exception", $"Jvp throws {Describe(thrown)}");
        if (Bits("Jvp", value, y) is { } finding) return finding;
        if (Thrown(() => unoptimised.Jvp(x, value, v, plain)) is { } failure) return new Finding("unoptimised exception", $"Jvp: {Describe(failure)}");
        if (Bits("unoptimised Jvp", value, y) is { } other) return other;

        double[] adjoints = Start(seeds, 0);
        entry.Pullback(x, value, adjoints, seeds);
        double forward = 0, reverse = 0, unchanged = 0, scale = 1;
        for (int i = 0; i < y.Length; i++)
        {
            if (!glue.IsSeeded[i] || seeds[i] == 0) continue;
            forward += seeds[i] * tangents[i];
            unchanged += seeds[i] * plain[i];
            scale += Math.Abs(seeds[i] * tangents[i]);
        }
        for (int i = 0; i < glue.Leaves.Count; i++)
        {
            if (!glue.Leaves[i].Type.IsFloating) continue;
            reverse += v[i] * adjoints[i];
            scale += Math.Abs(v[i] * adjoints[i]);
        }
        // An adjoint of zero times infinity is not a number; a tangent isn't, then.
        if (!double.IsFinite(scale) || scale > 1e8) return null;
        Compared++;
        if (!(Math.Abs(forward - reverse) <= _near * scale)) return new Finding("jvp", $"the tangents give {forward:R}, the adjoints {reverse:R}");
        return Math.Abs(forward - unchanged) <= _near * scale ? null : new Finding("jvp optimised and unoptimised", $"{forward:R} and {unchanged:R}");
    }

    private Finding? Products(Dice dice, double[] x, double[] y)
    {
        if (entry.Hvp is null || unoptimised.Hvp is null || entry.Gradient is null) return null;
        double[] u = Direction(dice), v = Direction(dice), value = new double[y.Length];
        double[] hu = Filled(Garbage), hv = Filled(Garbage), plain = Filled(Garbage);
        if (Thrown(() => entry.Hvp(x, value, v, hv)) is { } thrown) return new Finding("exception", $"Hvp throws {Describe(thrown)}");
        if (!IsSame(value[0], y[0])) return new Finding("value", $"Hvp: the value is {value[0]:R}, the method's {y[0]:R}");
        if (Thrown(() => unoptimised.Hvp(x, value, v, plain)) is { } failure) return new Finding("unoptimised exception", $"Hvp: {Describe(failure)}");
        entry.Hvp(x, value, u, hu);
        double one = 0, other = 0, unchanged = 0, scale = 1;
        for (int i = 0; i < glue.Leaves.Count; i++)
        {
            if (!IsInput(glue.Leaves[i])) continue;
            one += u[i] * hv[i];
            other += v[i] * hu[i];
            unchanged += u[i] * plain[i];
            scale += Math.Abs(u[i] * hv[i]) + Math.Abs(v[i] * hu[i]);
        }
        if (!double.IsFinite(scale) || scale > 1e8) return null;
        if (!(Math.Abs(one - unchanged) <= _near * scale)) return new Finding("hvp optimised and unoptimised", $"{one:R} and {unchanged:R}");
        if (hasFloats) return null;
        if (Along(x, y, u, v, 4) is not { } first || Along(x, y, u, v, 2) is not { } second || Along(x, y, u, v, 1) is not { } third) return null;
        // Where differences of gradients don't settle, the gradient has a kink or a step: the Hessian need not be symmetric either.
        if (!(Math.Abs(first - second) < 1e-4 * scale) || !(Math.Abs(third - second) < 1e-4 * scale)) return null;
        Compared++;
        if (!(Math.Abs(one - second) <= 1e-3 * scale)) return new Finding("hvp", $"the product is {one:R}, differences of gradients give {second:R}");
        return Math.Abs(one - other) <= 1e-7 * scale ? null : new Finding("hvp symmetry", $"u·Hv is {one:R}, v·Hu {other:R}");
    }

    /// <summary>u·Hv from gradients on both sides.</summary>
    private double? Along(double[] x, double[] y, double[] u, double[] v, double steps)
    {
        double[] up = [.. x], down = [.. x], value = new double[y.Length], after = Filled(0), before = Filled(0);
        double length = 1;
        for (int i = 0; i < x.Length; i++)
            if (IsInput(glue.Leaves[i])) length = Math.Max(length, Math.Abs(v[i]));
        double h = steps * Step / length, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (!IsInput(glue.Leaves[i])) continue;
            up[i] += h * v[i];
            down[i] -= h * v[i];
        }
        if (Thrown(() => entry.Gradient!(up, value, after)) is not null || Thrown(() => entry.Gradient!(down, value, before)) is not null) return null;
        for (int i = 0; i < x.Length; i++)
            if (IsInput(glue.Leaves[i])) sum += u[i] * (after[i] - before[i]) / (2 * h);
        return sum;
    }

    private static bool IsInput(Leaf leaf) => leaf.Type.IsFloating && !leaf.IsWritten;

    private double[] Direction(Dice dice) => [.. Enumerable.Range(0, glue.Inputs).Select(i => glue.IsFloatingInput(i) ? Math.Round(dice.Number(), 2) : 0)];

    private static Finding? Bits(string what, double[] value, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
            if (!IsSame(value[i], y[i])) return new Finding("value", $"{what}: output {i} is {value[i]:R}, the method's {y[i]:R}");
        return null;
    }
}
