namespace DiffGen.Benchmarks;

/// <summary>One computation at one size. Each action runs it once, on the same data, and returns its value.</summary>
/// <param name="Name">What is computed.</param>
/// <param name="Size">At which size.</param>
/// <param name="Primal">The plain method.</param>
/// <param name="HandWritten">A gradient written by hand in scalar C#.</param>
/// <param name="Generated">The generated gradient.</param>
/// <param name="Difference">The largest difference between the two gradients, after both have run.</param>
internal sealed record Workload(string Name, string Size, Func<double> Primal, Func<double> HandWritten, Func<double> Generated, Func<double> Difference)
{
    /// <summary>The plain method in C; null without a compiler.</summary>
    public Func<double>? PlainC { get; init; }

    /// <summary>A gradient written by hand in C; null without a compiler.</summary>
    public Func<double>? GradientC { get; init; }

    /// <summary>The largest difference between the gradient in C and the generated one, after both have run.</summary>
    public Func<double>? DifferenceC { get; init; }
}
