namespace DiffGen.Tests.Corpus;

/// <summary>A method that returns an array, with its derivatives and the points at which they are compared with differences.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Primal">The plain method.</param>
/// <param name="Pullback">Input, seed, accumulator.</param>
/// <param name="Jvp">Input, tangent, tangent of the result.</param>
/// <param name="Points">Away from kinks, on every path.</param>
internal sealed record ArrayProgram(
    string Id,
    Func<double[], double[]> Primal,
    ArrayProgram.PullbackOfArray Pullback,
    ArrayProgram.JvpOfArray Jvp,
    params double[][] Points)
{
    public delegate double[] PullbackOfArray(double[] x, ReadOnlySpan<double> seed, Span<double> dX);

    public delegate double[] JvpOfArray(double[] x, ReadOnlySpan<double> vX, out double[] dResult);

    /// <summary>Whether the method writes its argument, whose accumulator is then a seed as well.</summary>
    public bool IsWritten { get; init; }

    public override string ToString() => Id;
}
