namespace DiffGen.Tests.Infrastructure;

/// <summary>A small differentiable method with its generated derivatives, all flattened to one input vector.</summary>
/// <param name="Id">Its name in the tables.</param>
/// <param name="Primal">The plain method; what it writes it leaves in the inputs.</param>
/// <param name="Gradient">Overwrites the whole gradient and returns the value.</param>
/// <param name="Pullback">
/// Adds the seed times the gradient; the entries of a written argument are the seed of its final content on entry and the
/// derivative with respect to the old content on return.
/// </param>
public sealed record TestProgram(
    string Id,
    Func<double[], double> Primal,
    Func<double[], double[], double> Gradient,
    Func<double[], double, double[], double> Pullback)
{
    /// <summary>What differences are taken of: the plain method, unless it stops gradients; then it with the stopped values frozen.</summary>
    public Func<double[], double> Differenced { get; init; } = Primal;

    /// <summary>A method that overwrites its input: the gradient is the pullback with a zero seed of the final content.</summary>
    public static TestProgram InPlace(
        string id,
        Func<double[], double> primal,
        Func<double[], double, double[], double> pullback) =>
        new(id, primal, (at, gradient) => GradientByPullback(pullback, at, gradient), pullback);

    public override string ToString() => Id;

    private static double GradientByPullback(
        Func<double[], double, double[], double> pullback, double[] at, double[] gradient)
    {
        Array.Clear(gradient);
        return pullback(at, 1, gradient);
    }
}
