using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Forms;

/// <summary>The corpus with all loops unrolled that can be, against the corpus as it is.</summary>
public sealed class CorpusUnrollTests
{
    /// <summary>Values and what is written have the same bits; derivatives are the same but for rounding, most of them to the bit.</summary>
    [Fact]
    public void Unrolled_programs_give_the_same()
    {
        List<SourceFile> files = CorpusCompilation.Files();
        using var plain = new LoadedAssembly(CorpusCompilation.Generated(files));
        using var unrolled = new LoadedAssembly(CorpusCompilation.Generated(CorpusCompilation.Unrolled(files, 2000)));
        Dictionary<string, object> expected = CorpusCompilation.Programs(plain.Assembly).ToDictionary(entry => entry.Id, entry => entry.Program);
        List<string> findings = [], rounded = [];
        int compared = 0;
        foreach ((string id, object program, double[][] points) in CorpusCompilation.Programs(unrolled.Assembly))
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
