namespace DiffGen.Plots;

/// <summary>A line of a plot.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Xs">The horizontal positions.</param>
/// <param name="Ys">The vertical positions.</param>
internal sealed record PlotSeries(string Name, double[] Xs, double[] Ys);
