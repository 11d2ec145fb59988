using DiffGen;

namespace DiffGen.Tests.Minimizers;

/// <summary>A problem with known minima.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">The point to start from.</param>
/// <param name="Minima">The values of its local minima that a method may end in.</param>
/// <param name="Gradient">The function with its gradient.</param>
/// <param name="Hvp">With products of the second derivatives.</param>
/// <param name="Hessian">With the matrix of second derivatives.</param>
public sealed record MinimizationProblem(
    string Name,
    double[] Start,
    double[] Minima,
    GradientFunction<double> Gradient,
    HvpFunction<double> Hvp,
    HessianFunction<double> Hessian)
{
    public override string ToString() => $"{Name}, n = {Start.Length}";
}
