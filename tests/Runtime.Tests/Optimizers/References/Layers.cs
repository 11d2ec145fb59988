namespace DiffGen.Tests.Optimizers.References;

/// <summary>The parameters of the comparisons: a wide matrix, a vector, a scalar, a tall matrix.</summary>
internal static class Layers
{
    public static readonly (int Offset, int Rows, int Columns)[] All = [(0, 3, 4), (12, 1, 5), (17, 1, 1), (18, 4, 2)];

    public const int Length = 26;

    public static ParameterLayout Layout { get; } = new(
        new ParameterInfo("A.W", 0, new[] { 3, 4 }),
        new ParameterInfo("A.B", 12, new[] { 5 }),
        new ParameterInfo("S", 17, Array.Empty<int>()),
        new ParameterInfo("C.W", 18, new[] { 4, 2 }));

    public static decimal[] Of(decimal[] all, (int Offset, int Rows, int Columns) layer)
        => all[layer.Offset..(layer.Offset + layer.Rows * layer.Columns)];
}
