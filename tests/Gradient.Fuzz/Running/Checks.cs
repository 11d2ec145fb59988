using DiffGen.Fuzz.Source;

namespace DiffGen.Fuzz.Running;

/// <summary>Compares a method's derivatives with the method, with differences, with each other, and with unoptimised ones.</summary>
internal sealed partial class Checks(FuzzProgram program, GlueWriter glue, Entry entry, Entry unoptimised, bool hasFloats)
{
    private const int Points = 3;
    private const double Garbage = 7.25;

    private readonly double _near = hasFloats ? 2e-3 : 1e-9;
    private readonly double _close = hasFloats ? 5e-3 : 2e-5;

    /// <summary>Entries compared with differences so far.</summary>
    public int Compared { get; private set; }

    public Finding? Run()
    {
        for (int point = 0; point < Points; point++)
        {
            try
            {
                if (At(new Dice((program.Seed * 31) + point)) is { } finding) return finding;
            }
            catch (Exception exception)
            {
                return new Finding("exception", exception.ToString());
            }
        }
        return null;
    }

    private Finding? At(Dice dice)
    {
        double[] x = [.. glue.Leaves.Select(leaf => leaf.Type.Text switch { "double" => dice.Number(), "float" => (float)dice.Number(), "int" => dice.Next(6), _ => dice.Next(2) })];
        var y = new double[glue.Outputs];
        Exception? thrown = Thrown(() => entry.Plain(x, y));
        double[] ones = new double[y.Length], seeds = new double[y.Length];
        if (entry.Gradient is not null) ones[0] = 1;
        for (int i = 0; i < y.Length; i++) seeds[i] = glue.IsSeeded[i] ? Math.Round(dice.Number(), 2) : 0;

        var found = new List<Call>();
        if (entry.Gradient is not null)
        {
            found.Add(new Call("gradient", ones, (e, d, value) => e.Gradient!(x, value, d), Filled(Garbage), leaf => leaf.IsWritten ? null : 0));
            found.Add(new Call("gradient by pullback", ones, (e, d, value) => e.Pullback(x, value, d, ones), Start(ones, 0), leaf => 0));
        }
        found.Add(new Call("pullback", seeds, (e, d, value) => e.Pullback(x, value, d, seeds), Start(seeds, 0.5), leaf => leaf.IsWritten ? 0 : 0.5));

        string where = $"at [{string.Join(", ", x.Select(number => number.ToString("R")))}]";
        foreach (Call call in found)
        {
            if (Same(call, thrown, y) is { } finding) return finding with { Detail = $"{finding.Detail} {where}" };
        }
        if (thrown is not null || y.Any(value => !double.IsFinite(value))) return null;
        if (entry.Gradient is not null && Agree("gradient and pullback", found[0].Derivative, found[1].Derivative, leaf => !leaf.IsWritten) is { } different) return different with { Detail = $"{different.Detail} {where}" };
        Finding? second = Compare(found, x, y) ?? Tangents(dice, x, y, seeds) ?? Products(dice, x, y);
        return second is null ? null : second with { Detail = $"{second.Detail} {where}" };
    }

    /// <summary>The value is the method's, bit for bit; a second call is the first; without optimisation it is the same.</summary>
    private Finding? Same(Call call, Exception? thrown, double[] y)
    {
        double[] value = new double[y.Length], plain = new double[y.Length];
        call.Derivative = [.. call.Start];
        Exception? here = Thrown(() => call.Run(entry, call.Derivative, value));
        if (thrown?.GetType() != here?.GetType()) return new Finding("exception", $"{call.Name} throws {Describe(here)}, the method {Describe(thrown)}");
        if (thrown is not null) return null;
        for (int i = 0; i < y.Length; i++)
        {
            if (!IsSame(value[i], y[i])) return new Finding("value", $"{call.Name}: output {i} is {value[i]:R}, the method's {y[i]:R}");
        }
        double[] again = [.. call.Start];
        call.Run(entry, again, value);
        if (!again.Zip(call.Derivative).All(pair => IsSame(pair.First, pair.Second))) return new Finding("repetition", $"{call.Name}: a second call gives another derivative");
        double[] other = [.. call.Start];
        if (Thrown(() => call.Run(unoptimised, other, plain)) is { } failure) return new Finding("unoptimised exception", $"{call.Name}: {Describe(failure)}");
        for (int i = 0; i < y.Length; i++)
        {
            if (!IsSame(plain[i], y[i])) return new Finding("unoptimised value", $"{call.Name}: output {i} is {plain[i]:R}, the method's {y[i]:R}");
        }
        return Agree($"{call.Name} optimised and unoptimised", call.Derivative, other, _ => true);
    }

    private Finding? Agree(string what, double[] one, double[] other, Func<Leaf, bool> filter)
    {
        double scale = 1 + one.Concat(other).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < glue.Leaves.Count; i++)
        {
            if (!glue.Leaves[i].Type.IsFloating || !filter(glue.Leaves[i]) || IsSame(one[i], other[i]) || Math.Abs(one[i] - other[i]) <= _near * scale) continue;
            // Optimisation may drop a zero times infinity.
            if (scale > 1e8 || double.IsNaN(other[i])) continue;
            return new Finding(what.Replace("gradient by pullback", "pullback", StringComparison.Ordinal), $"{what}: entry {i} ({glue.Leaves[i].Parameter.Name}) is {one[i]:R} and {other[i]:R}");
        }
        return null;
    }

    private Finding? Compare(List<Call> calls, double[] x, double[] y)
    {
        var smooth = new double[y.Length];
        entry.Twin(x, smooth);
        // The rounding of single numbers took another branch, or is magnified.
        if (hasFloats && smooth.Zip(y).Any(pair => !(Math.Abs(pair.First - pair.Second) < 1e-4 * (1 + Math.Abs(pair.Second))))) return null;
        for (int i = 0; i < x.Length; i++)
        {
            if (!glue.Leaves[i].Type.IsFloating) continue;
            Differences? differences = null;
            try
            {
                differences = new Differences(entry.Twin, x, smooth, i);
            }
            catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or ArithmeticException or InvalidOperationException)
            {
                continue;
            }
            foreach (Call call in calls)
            {
                if (call.Initial(glue.Leaves[i]) is not { } initial || differences.Derivative(call.Weights) is not { } expected) continue;
                Compared++;
                double actual = call.Derivative[i] - initial;
                if (!(Math.Abs(actual - expected) <= _close * (1 + Math.Abs(expected))))
                    return new Finding(call.Name == "gradient by pullback" ? "pullback" : call.Name, $"{call.Name}: entry {i} ({glue.Leaves[i].Parameter.Name}) is {actual:R}, differences give {expected:R}");
            }
        }
        for (int i = x.Length; i < glue.Inputs; i++)
        {
            foreach (Call call in calls.Skip(entry.Gradient is null ? 0 : 1))
            {
                if (glue.IsFloatingInput(i) && call.Derivative[i] != 0) return new Finding("out", $"{call.Name}: the seed of an out parameter is {call.Derivative[i]:R} afterwards");
            }
        }
        return null;
    }

    private double[] Filled(double value) => [.. Enumerable.Repeat(value, glue.Inputs)];

    /// <summary>Accumulators hold something already; what is written has its seed.</summary>
    private double[] Start(double[] seeds, double accumulated)
        => [.. Enumerable.Range(0, glue.Inputs).Select(i => glue.SeedOf(i) is { } output ? seeds[output] : accumulated)];

    private static Exception? Thrown(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static string Describe(Exception? exception) => exception is null ? "nothing" : $"{exception.GetType().Name} ({exception.Message.Split('\n')[0]})";

    private static bool IsSame(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>One way to call a derivative.</summary>
    private sealed record Call(string Name, double[] Weights, Action<Entry, double[], double[]> Run, double[] Start, Func<Leaf, double?> Initial)
    {
        public double[] Derivative { get; set; } = [];
    }
}
