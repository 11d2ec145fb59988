using System.Globalization;
using System.Xml.Linq;
using DiffGen.Plots;

namespace DiffGen.Tests.Plots;

public class LinePlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void IsXmlWithALinePerSeries()
    {
        XElement root = Parse(new LinePlot("Title") { XLabel = "x", YLabel = "y", Subtitle = "below" }
            .Add("a", [0, 1, 2], [0, 1, 4])
            .Add("b", [0, 2], [4, 0]));
        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal(("760", "440"), (root.Attribute("width")!.Value, root.Attribute("height")!.Value));
        Assert.Equal(4, root.Elements(Svg + "path").Count());
        string[] texts = [.. root.Elements(Svg + "text").Select(text => text.Value)];
        foreach (string expected in new[] { "Title", "below", "x", "y", "a", "b" })
            Assert.Contains(expected, texts);
        Assert.Equal("Title", root.Element(Svg + "title")!.Value);
    }

    [Fact]
    public void PointsStandWhereTheyBelong()
    {
        // The corners of the axes.
        XElement root = Parse(new LinePlot("").Add("", [0, 10], [0, 100]));
        double[] line = Numbers(root.Elements(Svg + "path").Single().Attribute("d")!.Value);
        XElement axis = root.Elements(Svg + "line").Single(element => element.Attribute("class")!.Value == "axis"
            && element.Attribute("y1")!.Value == element.Attribute("y2")!.Value);
        Assert.Equal(Number(axis, "x1"), line[0]);
        Assert.Equal(Number(axis, "y1"), line[1]);
        Assert.Equal(Number(axis, "x2"), line[2]);
        Assert.True(line[3] < line[1]);
    }

    [Fact]
    public void GapsBreakTheLine()
    {
        XElement root = Parse(new LinePlot("").Add("", [0, 1, 2, 3, 4, 5, 6], [1, 2, double.NaN, 3, double.PositiveInfinity, 4, 5]));
        string path = root.Elements(Svg + "path").Single().Attribute("d")!.Value;
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.Equal(2, path.Count(c => c == 'L'));
        Assert.Single(root.Elements(Svg + "circle"));
    }

    [Fact]
    public void LogarithmicAxesLeaveOutWhatIsntPositive()
    {
        XElement root = Parse(new LinePlot("") { YScale = AxisScale.Logarithmic }.Add("", [0, 1, 2, 3], [1, 0.1, 0, -3]));
        Assert.Equal(1, root.Elements(Svg + "path").Single().Attribute("d")!.Value.Count(c => c == 'L'));
        double[] line = Numbers(root.Elements(Svg + "path").Single().Attribute("d")!.Value);
        Assert.True(line[3] > line[1]);
    }

    [Fact]
    public void TextsAreEscaped()
    {
        const string odd = "a < b & \"c\" > 'd' \u0001 \uD800 é 😀";
        XElement root = Parse(new LinePlot(odd) { XLabel = odd }.Add(odd, [1], [1]));
        Assert.Equal("a < b & \"c\" > 'd' \uFFFD \uFFFD é 😀", root.Element(Svg + "title")!.Value);
    }

    [Fact]
    public void NothingIsFine()
    {
        Assert.Empty(Parse(new LinePlot("empty")).Elements(Svg + "path"));
        Assert.Empty(Parse(new LinePlot("empty").Add("", [], [])).Elements(Svg + "path"));
        Parse(new LinePlot("") { Width = 200, Height = 150, XScale = AxisScale.Logarithmic }.Add("a very long name of a series", [-1], [double.NaN]));
    }

    [Fact]
    public void IsTheSameEverywhere()
    {
        string expected = Plot();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, Plot());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.DoesNotContain("\r", expected, StringComparison.Ordinal);

        static string Plot() => new LinePlot("t").Add("a", [0.123, 1.5, 2.25], [0.5, 1.25, 1e-3]).ToSvg();
    }

    [Fact]
    public void ColoursComeRoundDashed()
    {
        var plot = new LinePlot("");
        for (int i = 0; i < 10; i++)
            plot.Add("", [0, 1], [i, i + 1]);
        XElement[] paths = [.. Parse(plot).Elements(Svg + "path")];
        Assert.Null(paths[0].Attribute("stroke-dasharray"));
        Assert.NotNull(paths[8].Attribute("stroke-dasharray"));
        Assert.Equal(paths[0].Attribute("stroke")!.Value, paths[8].Attribute("stroke")!.Value);
        Assert.Equal(8, paths.Select(path => path.Attribute("stroke")!.Value).Distinct().Count());
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        Assert.Throws<ArgumentNullException>(() => new LinePlot(null!));
        Assert.Throws<ArgumentNullException>(() => new LinePlot("").Add(null!, [], []));
        Assert.Throws<ArgumentException>(() => new LinePlot("").Add("", [1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinePlot("") { Width = 100 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinePlot("") { Height = 100 });
        Assert.Throws<ArgumentNullException>(() => new LinePlot("") { XLabel = null! });
    }

    private static XElement Parse(LinePlot plot) => XDocument.Parse(plot.ToSvg()).Root!;

    private static double Number(XElement element, string attribute)
        => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static double[] Numbers(string path)
        => [.. path.Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}
