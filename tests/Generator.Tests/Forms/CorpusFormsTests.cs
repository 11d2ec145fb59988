using System.Reflection;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Forms;

/// <summary>
/// The corpus of programs crossed with the forms that forward mode has a part in: its files are compiled with every form
/// asked for, unrolled and not, and the forms are held against each other at the points of the corpus.
/// </summary>
/// <param name="corpus">The corpus, compiled.</param>
public sealed class CorpusFormsTests(CorpusForms corpus) : IClassFixture<CorpusForms>
{
    [Theory, InlineData(false), InlineData(true)]
    public void Forms_agree_with_each_other(bool isUnrolled)
    {
        var findings = new List<string>();
        LoadedAssembly loaded = isUnrolled ? corpus.Unrolled : corpus.Plain;
        int compared = 0;
        foreach ((string id, _, double[][] points) in CorpusCompilation.Programs(loaded.Assembly))
        {
            MethodInfo? jacobian = loaded.Assembly.GetTypes().Where(type => type.Namespace == "DiffGen.Tests.Corpus").Select(type => type.GetMethod(id + "Jacobian")).FirstOrDefault(method => method is not null);
            if (jacobian is null || FormsOf.Program(jacobian.DeclaringType!, id, points[0].Length) is not { } forms) continue;
            compared++;
            bool hasSecond = jacobian.DeclaringType!.GetMethod(id + "Hvp") is not null;
            foreach (double[] at in points) findings.AddRange(First(forms, at).Concat(hasSecond ? Second(forms, at) : []).Select(finding => $"{id} at [{string.Join(", ", at)}]: {finding}"));
        }

        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(40)));
        Assert.True(compared > 250, $"only {compared} programs");
    }

    /// <summary>Values and what is written have the same bits; derivatives are the same but for rounding, most of them to the bit.</summary>
    [Fact]
    public void Unrolled_programs_give_the_same()
    {
        Dictionary<string, object> expected = CorpusCompilation.Programs(corpus.Plain.Assembly).ToDictionary(entry => entry.Id, entry => entry.Program);
        List<string> findings = [], rounded = [];
        int compared = 0;
        foreach ((string id, object program, double[][] points) in CorpusCompilation.Programs(corpus.Unrolled.Assembly))
        {
            foreach (double[] at in points)
            {
                (double Value, double[] After, double[] Derivative)[] one = [.. Run(expected[id], at)], other = [.. Run(program, at)];
                for (int i = 0; i < one.Length; i++)
                {
                    compared++;
                    string place = $"{id} at [{string.Join(", ", at)}]";
                    if (!Same(one[i].Value, other[i].Value) || !one[i].After.Zip(other[i].After).All(pair => Same(pair.First, pair.Second))) findings.Add($"{place}: another value");
                    if (one[i].Derivative.SequenceEqual(other[i].Derivative)) continue;
                    rounded.Add(place);
                    double size = one[i].Derivative.Select(Math.Abs).Max();
                    for (int k = 0; k < at.Length; k++)
                        if (!(Math.Abs(one[i].Derivative[k] - other[i].Derivative[k]) <= 1e-13 * size)) findings.Add($"{place}, derivative {k}: {other[i].Derivative[k]:R} instead of {one[i].Derivative[k]:R}");
                }
            }
        }

        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(40)));
        Assert.True(rounded.Count <= compared / 10, $"{rounded.Count} of {compared} with other bits:\n{string.Join("\n", rounded)}");
    }

    private static IEnumerable<string> First(FormsOf forms, double[] at)
    {
        double[] g = new double[at.Length], v = Direction(at.Length), row = new double[at.Length];
        double value = forms.Gradient(at, g);
        double scale = 1 + g.Zip(v, (a, b) => Math.Abs(a * b)).Sum();
        if (forms.Jvp(at, v, out double directional) != value) yield return "Jvp has another value";
        double expected = g.Zip(v, (a, b) => a * b).Sum();
        if (!(Math.Abs(directional - expected) <= 1e-11 * scale)) yield return $"Jvp gives {directional:R}, the gradient {expected:R}";
        if (forms.Jacobian(at, row) != value) yield return "Jacobian has another value";
        if (!row.SequenceEqual(g)) yield return $"Jacobian [{string.Join(", ", row)}], gradient [{string.Join(", ", g)}]";
    }

    private static double[] Direction(int n) => [.. Enumerable.Range(0, n).Select(i => 0.7 - 0.4 * i)];

    private static IEnumerable<string> Second(FormsOf forms, double[] at)
    {
        int n = at.Length;
        double[] g = new double[n], v = Direction(n), hv = new double[n], matrix = new double[n * n], gradient = new double[n];
        double value = forms.Gradient(at, g);
        if (forms.Hvp(at, v, hv) != value) yield return "Hvp has another value";
        if (forms.Hessian(at, gradient, matrix) != value) yield return "Hessian has another value";
        if (g.Zip(gradient, (a, b) => Math.Abs(a - b)).Any(difference => !(difference <= 1e-12 * (1 + g.Max(Math.Abs))))) yield return "Hessian has another gradient";
        double[] differences = Differences(forms, at, v);
        double size = 1 + matrix.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < n; j++)
            {
                sum += matrix[i * n + j] * v[j];
                if (!matrix[i * n + j].Equals(matrix[j * n + i])) yield return $"Hessian isn't symmetric at {i}, {j}: {matrix[i * n + j]:R} and {matrix[j * n + i]:R}";
            }
            if (!(Math.Abs(sum - hv[i]) <= 1e-10 * size * n)) yield return $"row {i} of the Hessian gives {sum:R}, Hvp {hv[i]:R}";
            if (!(Math.Abs(differences[i] - hv[i]) <= 1e-7 * size)) yield return $"Hvp entry {i} is {hv[i]:R}, differences of gradients give {differences[i]:R}";
        }
    }

    /// <summary>On five points along the direction.</summary>
    private static double[] Differences(FormsOf forms, double[] at, double[] v)
    {
        const double h = 1e-3;
        double[] At(double steps)
        {
            var g = new double[at.Length];
            forms.Gradient([.. at.Zip(v, (x, direction) => x + steps * h * direction)], g);
            return g;
        }
        double[] far = At(-2), near = At(-1), up = At(1), upper = At(2);
        return [.. at.Select((_, i) => (far[i] - 8 * near[i] + 8 * up[i] - upper[i]) / (12 * h))];
    }

    /// <summary>Gradient and pullback.</summary>
    private static IEnumerable<(double Value, double[] After, double[] Derivative)> Run(object program, double[] at)
    {
        var gradient = (Func<double[], double[], double>)CorpusCompilation.Get(program, "Gradient");
        var pullback = (Func<double[], double, double[], double>)CorpusCompilation.Get(program, "Pullback");
        double[] after = [.. at], derivative = new double[at.Length];
        yield return (gradient(after, derivative), after, derivative);
        after = [.. at];
        derivative = [.. at.Select((_, i) => 0.75 - 0.5 * i)];
        yield return (pullback(after, -1.5, derivative), after, derivative);
    }

    private static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);
}
