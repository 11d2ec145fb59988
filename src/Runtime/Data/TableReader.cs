using System.Globalization;

namespace DiffGen.Data;

/// <summary>
/// Reads lines of separated numbers. A field may stand in quotes, and then hold separators and doubled quotes, but no line
/// break; blank lines are skipped.
/// </summary>
internal sealed class TableReader(TextReader reader, TableFormat format, string source)
{
    private readonly List<string> _fields = [];
    private int _line;

    /// <summary>Reads to the end.</summary>
    /// <returns>The table.</returns>
    public NumericTable Read()
    {
        if (format.Columns is not null && !format.Header)
            throw new ArgumentException("Columns are chosen by name, so the format needs a header", nameof(format));

        string[] header = [];
        if (format.Header)
        {
            if (!ReadLine())
                throw new TableFormatException(source, 1, 0, "a header", "the end of the file");
            header = [.. _fields];
        }

        int[]? chosen = format.Columns?.Select(name => IndexOf(header, name)).ToArray();
        var values = new List<double>();
        int width = header.Length;
        while (ReadLine())
        {
            if (width == 0)
                width = _fields.Count;
            if (_fields.Count != width)
                throw new TableFormatException(source, _line, 0, Fields(width), Fields(_fields.Count));
            for (int i = 0; i < (chosen?.Length ?? width); i++)
                values.Add(Number(chosen?[i] ?? i));
        }

        if (values.Count == 0)
            throw new TableFormatException(source, _line + 1, 0, "a row of numbers", "the end of the file");
        return chosen is null
            ? new NumericTable(width, [.. values], header)
            : new NumericTable(chosen.Length, [.. values], [.. format.Columns!]);
    }

    private static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";

    private int IndexOf(string[] header, string name)
    {
        int index = Array.IndexOf(header, name);
        return index >= 0
            ? index
            : throw new TableFormatException(source, _line, 0, $"a column '{name}'", $"only {string.Join(", ", header)}");
    }

    private double Number(int index)
    {
        string field = _fields[index];
        return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new TableFormatException(source, _line, index + 1, "a finite number", field == "" ? "nothing" : $"'{field}'");
    }

    private bool ReadLine()
    {
        string? line;
        do
        {
            line = reader.ReadLine();
            if (line is null)
                return false;
            _line++;
        }
        while (string.IsNullOrWhiteSpace(line));

        Split(line);
        return true;
    }

    private void Split(string line)
    {
        _fields.Clear();
        int start = 0;
        for (; ; )
        {
            int end;
            if (start < line.Length && line[start] == '"')
            {
                end = ClosingQuote(line, start);
                _fields.Add(line[(start + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                end++;
            }
            else
            {
                end = line.IndexOf(format.Separator, start);
                if (end < 0)
                    end = line.Length;
                _fields.Add(line[start..end].Trim());
            }

            if (end == line.Length)
                return;
            if (line[end] != format.Separator)
                throw new TableFormatException(source, _line, _fields.Count, $"'{format.Separator}'", $"'{line[end..]}'");
            start = end + 1;
        }
    }

    private int ClosingQuote(string line, int start)
    {
        int end = line.IndexOf('"', start + 1);
        while (end >= 0 && end + 1 < line.Length && line[end + 1] == '"')
            end = line.IndexOf('"', end + 2);
        return end >= 0
            ? end
            : throw new TableFormatException(source, _line, _fields.Count + 1, "a closing quote", "the end of the line");
    }
}
