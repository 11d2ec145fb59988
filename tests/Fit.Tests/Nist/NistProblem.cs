using System.Text.Json;
using DiffGen.Tests.Nist.Models;

namespace DiffGen.Tests.Nist;

/// <summary>A problem of the collection for nonlinear regression of NIST's statistical reference datasets.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Starts">The two starting points.</param>
/// <param name="Certified">The certified parameters, to 11 digits.</param>
/// <param name="CertifiedErrors">Their certified standard errors.</param>
/// <param name="CertifiedSquares">The certified residual sum of squares.</param>
/// <param name="Xs">What was controlled, row after row.</param>
/// <param name="Ys">What was observed.</param>
public sealed record NistProblem(
    string Name,
    IReadOnlyList<double[]> Starts,
    double[] Certified,
    double[] CertifiedErrors,
    double CertifiedSquares,
    double[] Xs,
    double[] Ys)
{
    /// <summary>The residuals with their generated Jacobian.</summary>
    public JacobianFunction<double> Jacobian => Name switch
    {
        "Chwirut1" or "Chwirut2" => (b, r, j) => Chwirut.ResidualsJacobian(b, Xs, Ys, r, j),
        "DanWood" => (b, r, j) => DanWood.ResidualsJacobian(b, Xs, Ys, r, j),
        "ENSO" => (b, r, j) => Enso.ResidualsJacobian(b, Xs, Ys, r, j),
        "Gauss1" or "Gauss2" or "Gauss3" => (b, r, j) => Gauss.ResidualsJacobian(b, Xs, Ys, r, j),
        "Hahn1" => (b, r, j) => Hahn.ResidualsJacobian(b, Xs, Ys, r, j),
        "Kirby2" => (b, r, j) => Kirby.ResidualsJacobian(b, Xs, Ys, r, j),
        "Lanczos1" or "Lanczos2" or "Lanczos3" => (b, r, j) => Lanczos.ResidualsJacobian(b, Xs, Ys, r, j),
        "MGH17" => (b, r, j) => Mgh17.ResidualsJacobian(b, Xs, Ys, r, j),
        "Misra1a" => (b, r, j) => Misra1a.ResidualsJacobian(b, Xs, Ys, r, j),
        "Misra1b" => (b, r, j) => Misra1b.ResidualsJacobian(b, Xs, Ys, r, j),
        "Misra1c" => (b, r, j) => Misra1c.ResidualsJacobian(b, Xs, Ys, r, j),
        "Misra1d" => (b, r, j) => Misra1d.ResidualsJacobian(b, Xs, Ys, r, j),
        "Nelson" => (b, r, j) => Nelson.ResidualsJacobian(b, Xs, Ys, r, j),
        "Roszman1" => (b, r, j) => Roszman.ResidualsJacobian(b, Xs, Ys, r, j),
        _ => throw new InvalidOperationException($"The model of {Name} isn't written"),
    };

    /// <summary>Half the sum of the squares with its generated gradient.</summary>
    public GradientFunction<double> Gradient => Name switch
    {
        "Chwirut1" or "Chwirut2" => (b, g) => Chwirut.CostGradient(b, Xs, Ys, g),
        "DanWood" => (b, g) => DanWood.CostGradient(b, Xs, Ys, g),
        "ENSO" => (b, g) => Enso.CostGradient(b, Xs, Ys, g),
        "Gauss1" or "Gauss2" or "Gauss3" => (b, g) => Gauss.CostGradient(b, Xs, Ys, g),
        "Hahn1" => (b, g) => Hahn.CostGradient(b, Xs, Ys, g),
        "Kirby2" => (b, g) => Kirby.CostGradient(b, Xs, Ys, g),
        "Lanczos1" or "Lanczos2" or "Lanczos3" => (b, g) => Lanczos.CostGradient(b, Xs, Ys, g),
        "MGH17" => (b, g) => Mgh17.CostGradient(b, Xs, Ys, g),
        "Misra1a" => (b, g) => Misra1a.CostGradient(b, Xs, Ys, g),
        "Misra1b" => (b, g) => Misra1b.CostGradient(b, Xs, Ys, g),
        "Misra1c" => (b, g) => Misra1c.CostGradient(b, Xs, Ys, g),
        "Misra1d" => (b, g) => Misra1d.CostGradient(b, Xs, Ys, g),
        "Nelson" => (b, g) => Nelson.CostGradient(b, Xs, Ys, g),
        "Roszman1" => (b, g) => Roszman.CostGradient(b, Xs, Ys, g),
        _ => throw new InvalidOperationException($"The model of {Name} isn't written"),
    };

    /// <summary>Reads the collection.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its problems.</returns>
    public static IReadOnlyList<NistProblem> Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document.RootElement.EnumerateArray().Select(problem => new NistProblem(
                problem.GetProperty("name").GetString()!,
                [Numbers(problem.GetProperty("start1")), Numbers(problem.GetProperty("start2"))],
                Numbers(problem.GetProperty("certified")),
                Numbers(problem.GetProperty("certified_sd")),
                problem.GetProperty("certified_rss").GetDouble(),
                Numbers(problem.GetProperty("x")),
                Numbers(problem.GetProperty("y")))),
        ];
    }

    /// <summary>The smallest log relative error, -log₁₀(|a - e|/|e|), of some numbers: about how many of their digits are right.
    /// 11 at most, as many as are certified.</summary>
    /// <param name="actual">The numbers.</param>
    /// <param name="expected">What they should be.</param>
    /// <returns>The digits, at least 0.</returns>
    public static double Digits(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        double digits = 11;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(actual[i] - expected[i]) / Math.Abs(expected[i]);
            double here = error == 0 ? 11 : -Math.Log10(error);
            digits = double.IsNaN(here) ? 0 : Math.Clamp(here, 0, digits);
        }

        return digits;
    }

    // Rows of more than one number come one after the other.
    private static double[] Numbers(JsonElement array) =>
    [
        .. array.EnumerateArray().SelectMany(element => element.ValueKind == JsonValueKind.Array ? Numbers(element) : [element.GetDouble()]),
    ];
}
