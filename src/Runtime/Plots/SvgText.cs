using System.Globalization;
using System.Text;
using System.Xml;

namespace DiffGen.Plots;

/// <summary>Writes the elements of an SVG document: numbers with two decimals, texts escaped.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    /// <summary>A number as it is written.</summary>
    /// <param name="number">The number.</param>
    /// <returns>At most two decimals.</returns>
    public static string Number(double number)
    {
        // -0.001 isn't written as -0.
        double rounded = Math.Round(number, 2) + 0.0;
        return rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Text for the content of an element or for an attribute.</summary>
    /// <param name="text">Any text; what XML doesn't allow becomes �.</param>
    /// <returns>The escaped text.</returns>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }

            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ when !XmlConvert.IsXmlChar(c) => "\uFFFD",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>Writes a line as it is.</summary>
    /// <param name="line">The line.</param>
    public void Raw(string line) => _text.Append(line).Append('\n');

    /// <summary>Writes a straight line.</summary>
    /// <param name="x1">Where it begins.</param>
    /// <param name="y1">Where it begins.</param>
    /// <param name="x2">Where it ends.</param>
    /// <param name="y2">Where it ends.</param>
    /// <param name="style">The name of its style.</param>
    public void Line(double x1, double y1, double x2, double y2, string style)
        => Raw($"<line class=\"{style}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    /// <summary>Writes a text.</summary>
    /// <param name="x">Where it is.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of it is at <paramref name="x"/>.</param>
    /// <param name="style">The name of its style.</param>
    /// <param name="content">The text, not escaped yet.</param>
    /// <param name="attributes">More attributes.</param>
    public void Text(double x, double y, string anchor, string style, string content, string attributes = "")
        => Raw($"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\"{attributes}>{Escape(content)}</text>");

    /// <summary>The document so far.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text.ToString();
}
