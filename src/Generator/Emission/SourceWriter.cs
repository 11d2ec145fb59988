using System.Collections.Generic;
using System.Text;

namespace DiffGen.Generator.Emission;

/// <summary>Collects indented lines. Blocks of one simple statement lose their braces.</summary>
internal sealed class SourceWriter
{
    private const int MaxWidth = 110;

    private readonly List<Line> _lines = [];
    private int _indent;

    private enum LineKind
    {
        /// <summary>One statement that may stand without braces.</summary>
        Simple,
        Other,
    }

    /// <summary>A statement on one line.</summary>
    public void Statement(string text) => Add(text, LineKind.Simple);

    /// <summary>A declaration, a comment, or anything else that cannot be a body by itself.</summary>
    public void Other(string text) => Add(text, LineKind.Other);

    public void Blank()
    {
        if (_lines.Count > 0 && _lines[_lines.Count - 1].Text is not ("" or "{")) _lines.Add(new Line(0, "", LineKind.Other));
    }

    /// <summary>Opens a block below a header; returns what <see cref="Close"/> needs.</summary>
    public int Open(string header = "")
    {
        if (header.Length > 0) Other(header);
        Other("{");
        _indent++;
        return _lines.Count;
    }

    /// <summary>Closes a block, keeping its braces.</summary>
    public void Close(string trailer = "")
    {
        _indent--;
        Other("}" + trailer);
    }

    /// <summary>Closes the body of a loop: a single statement stands below the header, without braces.</summary>
    public void CloseLoop(int start)
    {
        Close();
        if (!IsSimpleBlock(start)) return;
        _lines.RemoveAt(start + 1);
        _lines.RemoveAt(start - 1);
    }

    /// <summary>Drops the braces of all the blocks of a branch (<c>if (c) s;</c>) if each is a single statement.</summary>
    /// <param name="starts">What <see cref="Open"/> returned for each, in order.</param>
    public void JoinBranch(IReadOnlyList<int> starts)
    {
        foreach (int start in starts)
            if (!IsSimpleBlock(start) || Joined(start).Length > MaxWidth - (4 * _indent)) return;
        for (int i = starts.Count - 1; i >= 0; i--)
        {
            int header = starts[i] - 2;
            _lines[header] = _lines[header] with { Text = Joined(starts[i]) };
            _lines.RemoveRange(header + 1, 3);
        }
    }

    private bool IsSimpleBlock(int start) => _lines.Count > start + 1 && _lines[start].Kind == LineKind.Simple && _lines[start + 1].Text == "}";

    private string Joined(int start) => _lines[start - 2].Text + " " + _lines[start].Text;

    public override string ToString() => ToString("");

    /// <summary>The text, after a header.</summary>
    public string ToString(string header)
    {
        var text = new StringBuilder(header);
        foreach (Line line in _lines)
        {
            if (line.Text.Length > 0) text.Append(' ', 4 * line.Indent);
            text.Append(line.Text).Append('\n');
        }
        return text.ToString();
    }

    private void Add(string text, LineKind kind) => _lines.Add(new Line(_indent, text, kind));

    private readonly record struct Line(int Indent, string Text, LineKind Kind);
}
