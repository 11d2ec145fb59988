using System.Reflection;
using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.Generator.Tests.Forms;

/// <summary>
/// The corpus of programs crossed with the forms that forward mode has a part in: its files are compiled with every form
/// asked for, unrolled and not, and the forms are held against each other at the points of the corpus.
/// </summary>
public sealed class CorpusFormsTests
{
    private const string Reverse = "[Differentiable(Derivatives.Gradient | Derivatives.Pullback)]";
    private const string All = "[Differentiable(Derivatives.Gradient | Derivatives.Pullback | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hvp | Derivatives.Hessian)]";

    private static readonly Regex NeededBy = new(@"needed by \[Differentiable\] '(\w+)'");

    [Theory, InlineData(0), InlineData(500)]
    public void Forms_agree_with_each_other(int unrollLimit)
    {
        var findings = new List<string>();
        using var loaded = new LoadedAssembly(Compiled(unrollLimit));
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

    private static CSharpCompilation Compiled(int unrollLimit)
    {
        List<SourceFile> files = [.. CorpusCompilation.Files().Select(file => file with
        {
            Text = file.Text.Replace(Reverse, All, StringComparison.Ordinal).Replace("Derivatives.Pullback)]", "Derivatives.Pullback | Derivatives.Jvp)]", StringComparison.Ordinal).Replace("Derivatives.Hessian | Derivatives.Jvp", "Derivatives.Hessian", StringComparison.Ordinal),
        })];
        // Through methods that have a pullback only there are no second derivatives, and tangents of returned numbers only.
        files = Without(files, "whose own derivative is unknown", "Derivatives.Gradient", "Derivatives.Pullback", "Derivatives.Jvp", "Derivatives.Jacobian");
        files = Without(files, "no forward derivative", "Derivatives.Gradient", "Derivatives.Pullback");
        return CorpusCompilation.Generated(unrollLimit == 0 ? files : CorpusCompilation.Unrolled(files, unrollLimit));
    }

    /// <summary>The files in which methods that are refused for a reason ask for less.</summary>
    private static List<SourceFile> Without(List<SourceFile> files, string reason, params string[] kept)
    {
        HashSet<string> refused = [.. CorpusCompilation.Create(files).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id == "DG0009" && NeededBy.Match(diagnostic.GetMessage()) is { Success: true } match && diagnostic.GetMessage().Contains(reason, StringComparison.Ordinal) ? match.Groups[1].Value : diagnostic.ToString())];
        Assert.All(refused, name => Assert.DoesNotContain(" ", name, StringComparison.Ordinal));
        return [.. files.Select(file => file with
        {
            Text = refused.Aggregate(file.Text, (text, name) => Regex.Replace(
                text, @"\[Differentiable\(([\w.| ]+)\)\](?=\s+public static \S+(?: \S+)? " + Regex.Escape(name) + @"\()",
                match => $"[Differentiable({string.Join(" | ", match.Groups[1].Value.Split(" | ").Where(kept.Contains))})]")),
        })];
    }
}
