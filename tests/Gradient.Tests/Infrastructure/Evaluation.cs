using DiffGen.Workspaces;

namespace DiffGen.Tests.Infrastructure;

/// <summary>One call of a generated derivative: the value, the gradient, and what stands in the arguments afterwards.</summary>
internal sealed record Evaluation(double Value, double[] Gradient, double[] After)
{
    public static Evaluation OfPrimal(TestProgram program, double[] at)
    {
        var inputs = (double[])at.Clone();
        double value = program.Primal(inputs);
        return new Evaluation(value, [], inputs);
    }

    /// <summary>The gradient is filled with NaN first, and so is the memory that the call works in: what it doesn't overwrite shows.</summary>
    public static Evaluation OfGradient(TestProgram program, double[] at)
    {
        SpoilWorkspace();
        var inputs = (double[])at.Clone();
        var gradient = new double[at.Length];
        gradient.AsSpan().Fill(double.NaN);
        double value = program.Gradient(inputs, gradient);
        return new Evaluation(value, gradient, inputs);
    }

    public static Evaluation OfPullback(TestProgram program, double[] at, double seed, double[] cotangents)
    {
        var inputs = (double[])at.Clone();
        SpoilWorkspace();
        var derivatives = (double[])cotangents.Clone();
        double value = program.Pullback(inputs, seed, derivatives);
        return new Evaluation(value, derivatives, inputs);
    }

    private static void SpoilWorkspace()
    {
        using var workspace = Workspace.Rent();
        workspace.Buffer<double>(20_000).Fill(double.NaN);
    }
}
