namespace DiffGen.Fuzz.Source;

/// <summary>The differentiated method of a program.</summary>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Result">Its result; null for none.</param>
internal sealed record Signature(IReadOnlyList<Parameter> Parameters, TypeRef? Result)
{
    /// <summary>A number is returned: there is a gradient besides the pullback.</summary>
    public bool HasGradient => Result is { IsFloating: true };

    public Signature Without(int parameter) => this with { Parameters = [.. Parameters.Where((_, index) => index != parameter)] };
}

/// <summary>A program: the members of its namespace.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Text">The source, with the namespace of <see cref="Marks.Namespace"/>.</param>
/// <param name="Entry">The method to check.</param>
internal sealed record FuzzProgram(int Seed, string Text, Signature Entry);

/// <summary>Fixed names in programs.</summary>
internal static class Marks
{
    /// <summary>Replaced by a namespace of its own where programs are compiled together.</summary>
    public const string Namespace = "FuzzNamespace";

    public const string Type = "Program";

    public const string Method = "F";

    /// <summary>Names of what bounds loops and recursion begin so; shrinking leaves them alone.</summary>
    public const string Fuel = "fuel";

    /// <summary>Stands before a construct that is to be refused.</summary>
    public const string PlantedStart = "/*planted*/";

    /// <summary>Stands behind it.</summary>
    public const string PlantedEnd = "/*end*/";
}
