using System.Text;

namespace DiffGen.Plots;

/// <summary>Draws a <see cref="LinePlot"/>.</summary>
internal sealed class LinePlotDrawing
{
    // The colours of M. Okabe and K. Ito, told apart with every kind of colour vision; black last.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b5fb0", "#222222"];

    private const double LabelHeight = 16;
    private const double CharacterWidth = 6.9;

    private readonly LinePlot _plot;
    private readonly SvgText _svg = new();
    private readonly PlotAxis _x;
    private readonly PlotAxis _y;
    private readonly double _left;
    private readonly double _right;
    private readonly double _top;
    private readonly double _bottom;

    /// <summary>Lays the plot out.</summary>
    /// <param name="plot">The plot.</param>
    public LinePlotDrawing(LinePlot plot)
    {
        _plot = plot;
        _top = 20 + (plot.Title.Length > 0 ? 20 : 0) + (plot.Subtitle.Length > 0 ? 18 : 0);
        _bottom = plot.Height - 32 - (plot.XLabel.Length > 0 ? 20 : 0);
        _y = PlotAxis.Of(plot.YScale, Shown(series => series.Ys), Math.Max(2, (int)((_bottom - _top) / 45)));
        int widest = _y.Ticks.Max(tick => tick.Label.Length);
        _left = 22 + widest * CharacterWidth + (plot.YLabel.Length > 0 ? 20 : 0);
        int longest = plot.Series.Select(series => series.Name.Length).DefaultIfEmpty(0).Max();
        double legend = longest > 0 ? Math.Min(plot.Width * 0.35, 48 + longest * CharacterWidth) : 24;
        _right = Math.Max(plot.Width - legend, _left + 40);
        _x = PlotAxis.Of(plot.XScale, Shown(series => series.Xs), Math.Max(2, (int)((_right - _left) / 75)));
    }

    /// <summary>Draws.</summary>
    /// <returns>The document.</returns>
    public string Draw()
    {
        Header();
        Axes();
        for (int i = 0; i < _plot.Series.Count; i++)
            Series(_plot.Series[i], i);
        Legend();
        _svg.Raw("</svg>");
        return _svg.ToString();
    }

    private void Header()
    {
        _svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{_plot.Width}\" height=\"{_plot.Height}\" viewBox=\"0 0 {_plot.Width} {_plot.Height}\" role=\"img\">");
        _svg.Raw($"<title>{SvgText.Escape(_plot.Title)}</title>");
        _svg.Raw("<style>text{font-family:system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;font-size:12px;fill:#444}"
            + ".title{font-size:16px;font-weight:600;fill:#111}.subtitle{fill:#666}.grid{stroke:#e6e6e6;stroke-width:1}"
            + ".axis{stroke:#888;stroke-width:1}.minor{stroke:#bbb;stroke-width:1}"
            + ".series{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}</style>");
        _svg.Raw($"<rect width=\"{_plot.Width}\" height=\"{_plot.Height}\" rx=\"6\" fill=\"#ffffff\"/>");
        double y = 28;
        if (_plot.Title.Length > 0)
        {
            _svg.Text(16, y, "start", "title", _plot.Title);
            y += 18;
        }

        if (_plot.Subtitle.Length > 0)
            _svg.Text(16, y, "start", "subtitle", _plot.Subtitle);
    }

    private void Axes()
    {
        foreach (Tick tick in _y.Ticks)
        {
            double y = Y(tick.Value);
            if (tick.Label.Length == 0)
            {
                _svg.Line(_left - 3, y, _left, y, "minor");
                continue;
            }

            _svg.Line(_left, y, _right, y, "grid");
            _svg.Text(_left - 8, y + 4, "end", "label", tick.Label);
        }

        foreach (Tick tick in _x.Ticks)
        {
            double x = X(tick.Value);
            _svg.Line(x, _bottom, x, _bottom + (tick.Label.Length == 0 ? 3 : 5), tick.Label.Length == 0 ? "minor" : "axis");
            if (tick.Label.Length > 0)
                _svg.Text(x, _bottom + 5 + LabelHeight, "middle", "label", tick.Label);
        }

        _svg.Line(_left, _bottom, _right, _bottom, "axis");
        if (_plot.XLabel.Length > 0)
            _svg.Text((_left + _right) / 2, _plot.Height - 12, "middle", "label", _plot.XLabel);
        if (_plot.YLabel.Length > 0)
        {
            double middle = (_top + _bottom) / 2;
            _svg.Text(20, middle, "middle", "label", _plot.YLabel, $" transform=\"rotate(-90 20 {SvgText.Number(middle)})\"");
        }
    }

    // A path per stretch without gaps; a stretch of one point is a dot.
    private void Series(PlotSeries series, int index)
    {
        string colour = Colours[index % Colours.Length];
        var path = new StringBuilder();
        var dots = new List<string>();
        int start = 0;
        for (int i = 0; i <= series.Xs.Length; i++)
        {
            if (i < series.Xs.Length && IsShown(series, i))
                continue;
            if (i == start + 1)
                dots.Add($"<circle cx=\"{SvgText.Number(X(series.Xs[start]))}\" cy=\"{SvgText.Number(Y(series.Ys[start]))}\" r=\"3\" fill=\"{colour}\"/>");
            for (int k = start; k < i && i > start + 1; k++)
            {
                path.Append(k == start ? 'M' : 'L').Append(SvgText.Number(X(series.Xs[k])));
                path.Append(' ').Append(SvgText.Number(Y(series.Ys[k])));
            }

            start = i + 1;
        }

        if (path.Length > 0)
            _svg.Raw($"<path class=\"series\" stroke=\"{colour}\"{Dashes(index)} d=\"{path}\"/>");
        foreach (string dot in dots)
            _svg.Raw(dot);
    }

    private void Legend()
    {
        double x = _right + 16, y = _top + 6;
        for (int i = 0; i < _plot.Series.Count; i++)
        {
            if (_plot.Series[i].Name.Length == 0)
                continue;
            string colour = Colours[i % Colours.Length];
            _svg.Raw($"<path class=\"series\" stroke=\"{colour}\"{Dashes(i)} d=\"M{SvgText.Number(x)} {SvgText.Number(y)}h18\"/>");
            _svg.Text(x + 26, y + 4, "start", "label", _plot.Series[i].Name);
            y += 20;
        }
    }

    // When the colours come round again, the lines are dashed.
    private static string Dashes(int index)
        => index < Colours.Length ? "" : $" stroke-dasharray=\"{2 + 3 * (index / Colours.Length)} 4\"";

    private IEnumerable<double> Shown(Func<PlotSeries, double[]> along)
        => _plot.Series.SelectMany(series => along(series).Where((_, i) => IsShown(series, i)));

    private bool IsShown(PlotSeries series, int i)
        => PlotAxis.CanShow(_plot.XScale, series.Xs[i]) && PlotAxis.CanShow(_plot.YScale, series.Ys[i]);

    private double X(double value) => _left + _x.Position(value) * (_right - _left);

    private double Y(double value) => _bottom - _y.Position(value) * (_bottom - _top);
}
