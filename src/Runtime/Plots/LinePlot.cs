using DiffGen.Numerics;

namespace DiffGen.Plots;

/// <summary>
/// Lines over two axes, as SVG: for the pictures of a document. The text is the same on every machine.
/// </summary>
/// <example>
/// <code>
/// string svg = new LinePlot("Convergence") { XLabel = "iteration", YLabel = "value", YScale = AxisScale.Logarithmic }
///     .Add("L-BFGS", iterations, values)
///     .ToSvg();
/// </code>
/// </example>
public sealed class LinePlot
{
    private readonly List<PlotSeries> _series = [];

    /// <summary>Begins a plot.</summary>
    /// <param name="title">The title; may be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="title"/> is <c>null</c>.</exception>
    public LinePlot(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>A line under the title; empty by default.</summary>
    /// <exception cref="ArgumentNullException">The value is <c>null</c>.</exception>
    public string Subtitle
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Subtitle));
    } = "";

    /// <summary>What the horizontal axis measures; empty by default.</summary>
    /// <exception cref="ArgumentNullException">The value is <c>null</c>.</exception>
    public string XLabel
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(XLabel));
    } = "";

    /// <summary>What the vertical axis measures; empty by default.</summary>
    /// <exception cref="ArgumentNullException">The value is <c>null</c>.</exception>
    public string YLabel
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(YLabel));
    } = "";

    /// <summary>The scale of the horizontal axis; linear by default.</summary>
    public AxisScale XScale { get; init; }

    /// <summary>The scale of the vertical axis; linear by default.</summary>
    public AxisScale YScale { get; init; }

    /// <summary>The width in pixels, at least 200; 760 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Width
    {
        get;
        init => field = Require.AtLeast(value, 200);
    } = 760;

    /// <summary>The height in pixels, at least 150; 440 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Height
    {
        get;
        init => field = Require.AtLeast(value, 150);
    } = 440;

    /// <summary>The lines, in the order in which they were added.</summary>
    internal IReadOnlyList<PlotSeries> Series => _series;

    /// <summary>Adds a line.</summary>
    /// <param name="name">Its name in the legend; empty keeps it out of the legend.</param>
    /// <param name="xs">The horizontal positions. Copied.</param>
    /// <param name="ys">The vertical positions. Copied. Where a number is NaN or infinite, or not above 0 on a logarithmic axis, the line
    /// has a gap; a point alone between gaps is a dot.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <c>null</c>.</exception>
    /// <exception cref="ArgumentException">There aren't as many positions of both kinds.</exception>
    public LinePlot Add(string name, ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (xs.Length != ys.Length)
            throw new ArgumentException($"There must be as many vertical as horizontal positions, {xs.Length}, but there are {ys.Length}", nameof(ys));
        _series.Add(new PlotSeries(name, xs.ToArray(), ys.ToArray()));
        return this;
    }

    /// <summary>Draws the plot.</summary>
    /// <returns>An SVG document; lines end with <c>\n</c>.</returns>
    public string ToSvg() => new LinePlotDrawing(this).Draw();
}
