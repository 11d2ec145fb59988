using DiffGen.Tests.Nist.Models;

namespace DiffGen.Tests.Nist;

/// <summary>A model of the collection with its data, in the forms that minimizers take.</summary>
/// <param name="Jacobian">The residuals with their generated Jacobian.</param>
/// <param name="Residuals">The residuals.</param>
/// <param name="Gradient">Half the sum of their squares with its generated gradient.</param>
public sealed record NistFunctions(
    JacobianFunction<double> Jacobian, ResidualFunction<double> Residuals, GradientFunction<double> Gradient)
{
    /// <summary>The model of a problem.</summary>
    /// <param name="name">The problem's name.</param>
    /// <param name="xs">What was controlled.</param>
    /// <param name="ys">What was observed.</param>
    /// <returns>The functions.</returns>
    public static NistFunctions Of(string name, double[] xs, double[] ys) => name switch
    {
        "Chwirut1" or "Chwirut2" => new(
            (b, r, j) => Chwirut.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Chwirut.Residuals(b, xs, ys, r), (b, g) => Chwirut.CostGradient(b, xs, ys, g)),
        "DanWood" => new(
            (b, r, j) => DanWood.ResidualsJacobian(b, xs, ys, r, j), (b, r) => DanWood.Residuals(b, xs, ys, r), (b, g) => DanWood.CostGradient(b, xs, ys, g)),
        "ENSO" => new(
            (b, r, j) => Enso.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Enso.Residuals(b, xs, ys, r), (b, g) => Enso.CostGradient(b, xs, ys, g)),
        "Gauss1" or "Gauss2" or "Gauss3" => new(
            (b, r, j) => Gauss.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Gauss.Residuals(b, xs, ys, r), (b, g) => Gauss.CostGradient(b, xs, ys, g)),
        "Hahn1" => new(
            (b, r, j) => Hahn.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Hahn.Residuals(b, xs, ys, r), (b, g) => Hahn.CostGradient(b, xs, ys, g)),
        "Kirby2" => new(
            (b, r, j) => Kirby.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Kirby.Residuals(b, xs, ys, r), (b, g) => Kirby.CostGradient(b, xs, ys, g)),
        "Lanczos1" or "Lanczos2" or "Lanczos3" => new(
            (b, r, j) => Lanczos.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Lanczos.Residuals(b, xs, ys, r), (b, g) => Lanczos.CostGradient(b, xs, ys, g)),
        "MGH17" => new(
            (b, r, j) => Mgh17.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Mgh17.Residuals(b, xs, ys, r), (b, g) => Mgh17.CostGradient(b, xs, ys, g)),
        "Misra1a" => new(
            (b, r, j) => Misra1a.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Misra1a.Residuals(b, xs, ys, r), (b, g) => Misra1a.CostGradient(b, xs, ys, g)),
        "Misra1b" => new(
            (b, r, j) => Misra1b.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Misra1b.Residuals(b, xs, ys, r), (b, g) => Misra1b.CostGradient(b, xs, ys, g)),
        "Misra1c" => new(
            (b, r, j) => Misra1c.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Misra1c.Residuals(b, xs, ys, r), (b, g) => Misra1c.CostGradient(b, xs, ys, g)),
        "Misra1d" => new(
            (b, r, j) => Misra1d.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Misra1d.Residuals(b, xs, ys, r), (b, g) => Misra1d.CostGradient(b, xs, ys, g)),
        "Nelson" => new(
            (b, r, j) => Nelson.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Nelson.Residuals(b, xs, ys, r), (b, g) => Nelson.CostGradient(b, xs, ys, g)),
        "Roszman1" => new(
            (b, r, j) => Roszman.ResidualsJacobian(b, xs, ys, r, j), (b, r) => Roszman.Residuals(b, xs, ys, r), (b, g) => Roszman.CostGradient(b, xs, ys, g)),
        _ => throw new InvalidOperationException($"The model of {name} isn't written"),
    };
}
