using System.IO.Compression;

namespace DiffGen.Data;

/// <summary>A table of finite numbers, row-major, as read from a text file of separated values.</summary>
public sealed class NumericTable
{
    private readonly double[] _values;
    private readonly string[] _names;

    /// <summary>Makes a table.</summary>
    /// <param name="columns">The number of columns, at least 1.</param>
    /// <param name="values">The numbers, row by row; not copied.</param>
    /// <param name="names">The names of the columns; empty where they have none.</param>
    /// <exception cref="ArgumentException">The lengths don't fit the number of columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1.</exception>
    public NumericTable(int columns, double[] values, params string[] names)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} values don't make rows of {columns}", nameof(values));
        if (names.Length != 0 && names.Length != columns)
            throw new ArgumentException($"There are {names.Length} names for {columns} columns", nameof(names));

        _values = values;
        _names = names;
        Columns = columns;
        Rows = values.Length / columns;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The names of the columns; empty where they have none.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>All numbers, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Reads a file; one whose name ends in <c>.gz</c> is decompressed.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="format">How to read it; <c>null</c> is comma-separated numbers without a header.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TableFormatException">The content is malformed.</exception>
    /// <exception cref="InvalidDataException">The compressed data is corrupt.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static NumericTable Read(string path, TableFormat? format = null)
    {
        using FileStream file = File.OpenRead(path);
        string name = Path.GetFileName(path);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return Read(file, format, name);
        using var decompressed = new GZipStream(file, CompressionMode.Decompress);
        return Read(decompressed, format, name);
    }

    /// <summary>Reads UTF-8 text to its end.</summary>
    /// <param name="stream">The text; left open.</param>
    /// <param name="format">How to read it; <c>null</c> is comma-separated numbers without a header.</param>
    /// <param name="name">What the text is called in errors.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TableFormatException">The content is malformed.</exception>
    public static NumericTable Read(Stream stream, TableFormat? format = null, string name = "table")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(stream, leaveOpen: true);
        return new TableReader(reader, format ?? new TableFormat(), name).Read();
    }

    /// <summary>A row.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <returns>Its numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Rows);
        return _values.AsSpan(index * Columns, Columns);
    }

    /// <summary>A copy of the column of a name.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    /// <returns>Its numbers, from the first row to the last.</returns>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public double[] Column(string name)
    {
        int index = Array.IndexOf(_names, name);
        if (index < 0)
            throw new ArgumentException($"There is no column '{name}'; there are: {string.Join(", ", _names)}", nameof(name));
        return Select(index..(index + 1), value => value);
    }

    /// <summary>Some columns, converted.</summary>
    /// <typeparam name="TResult">The type of the result's elements.</typeparam>
    /// <param name="columns">The columns, such as <c>0..64</c> or <c>^1..</c>.</param>
    /// <param name="convert">Makes a result of a number, for example scales it.</param>
    /// <returns>The results, row by row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no such columns.</exception>
    public TResult[] Select<TResult>(Range columns, Func<double, TResult> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        (int first, int count) = columns.GetOffsetAndLength(Columns);
        var results = new TResult[checked(Rows * count)];
        int next = 0;
        for (int row = 0; row < Rows; row++)
        {
            foreach (double value in _values.AsSpan(row * Columns + first, count))
                results[next++] = convert(value);
        }

        return results;
    }
}
