using System.IO.Compression;
using System.Text;
using DiffGen.Data;

namespace DiffGen.Tests.Data;

public class NumericTableTests
{
    [Fact]
    public void ReadsRowsAndColumns()
    {
        NumericTable table = Read("1,2.5,-3e2\n4, 5 ,6\n");
        Assert.Equal((2, 3), (table.Rows, table.Columns));
        Assert.Equal([1, 2.5, -300, 4, 5, 6], table.Values);
        Assert.Equal([4, 5, 6], table.Row(1));
        Assert.Empty(table.Names);
    }

    [Theory]
    [InlineData("1,2\r\n3,4\r\n")]
    [InlineData("1,2\n3,4")]
    [InlineData("\n1,2\n\n3,4\n  \n")]
    [InlineData("\uFEFF1,2\n3,4\n")]
    [InlineData("\"1\",2\n3,\"4\"\n")]
    public void LineEndsBlankLinesMarkAndQuotes(string text) => Assert.Equal([1, 2, 3, 4], Read(text).Values);

    [Fact]
    public void Separator()
        => Assert.Equal([1, 2.5], Read("1;2.5", new TableFormat { Separator = ';' }).Values);

    [Fact]
    public void HeaderNamesTheColumns()
    {
        NumericTable table = Read("a,\"b, \"\"c\"\"\"\n1,2\n3,4\n", new TableFormat { Header = true });
        Assert.Equal(["a", "b, \"c\""], table.Names);
        Assert.Equal([2, 4], table.Column("b, \"c\""));
        var error = Assert.Throws<ArgumentException>(() => table.Column("d"));
        Assert.Contains("'d'", error.Message);
    }

    [Fact]
    public void ChosenColumnsSkipText()
    {
        NumericTable table = Read(
            "name,x,y\n\"Mazda, RX4\",1,2\nFiat,3,4\n", new TableFormat { Header = true, Columns = ["y", "x"] });
        Assert.Equal([2, 1, 4, 3], table.Values);
        Assert.Equal(["y", "x"], table.Names);
    }

    [Fact]
    public void SelectConverts()
    {
        NumericTable table = Read("1,2,3\n4,5,6\n");
        Assert.Equal([10, 20, 40, 50], table.Select(..2, v => v * 10));
        Assert.Equal([3, 6], table.Select(^1.., v => (int)v));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Select(2..4, v => v));
    }

    [Theory]
    [InlineData("1,2\n3\n", 2, 0, "2 fields", "1 field")]
    [InlineData("1,2\n3,4,5\n", 2, 0, "2 fields", "3 fields")]
    [InlineData("1,2\n3,abc\n", 2, 2, "a finite number", "'abc'")]
    [InlineData("1,2\n,4\n", 2, 1, "a finite number", "nothing")]
    [InlineData("1,2,\n", 1, 3, "a finite number", "nothing")]
    [InlineData("NaN\n", 1, 1, "a finite number", "'NaN'")]
    [InlineData("1\n1e999\n", 2, 1, "a finite number", "'1e999'")]
    [InlineData("1\n\n1.5.2\n", 3, 1, "a finite number", "'1.5.2'")]
    [InlineData("1,\"2\n", 1, 2, "a closing quote", "the end of the line")]
    [InlineData("\"1\"2,3\n", 1, 1, "','", "'2,3'")]
    [InlineData("", 1, 0, "a row of numbers", "the end of the file")]
    public void MalformedInputSaysWhereAndWhat(string text, int line, int column, string expected, string found)
    {
        var error = Assert.Throws<TableFormatException>(() => Read(text));
        Assert.Equal((line, column, expected, found), (error.Line, error.Column, error.Expected, error.Found));
        string place = column > 0 ? $"test, line {line}, column {column}: " : $"test, line {line}: ";
        Assert.Equal($"{place}expected {expected}, but found {found}", error.Message);
        Assert.IsAssignableFrom<FormatException>(error);
    }

    [Fact]
    public void MissingHeaderOrColumn()
    {
        Assert.Throws<TableFormatException>(() => Read("", new TableFormat { Header = true }));
        Assert.Throws<TableFormatException>(() => Read("a,b\n", new TableFormat { Header = true }));
        var error = Assert.Throws<TableFormatException>(
            () => Read("a,b\n1,2\n", new TableFormat { Header = true, Columns = ["c"] }));
        Assert.Contains("'c'", error.Message);
        Assert.Contains("a, b", error.Message);
        Assert.Throws<ArgumentException>(() => Read("1\n", new TableFormat { Columns = ["c"] }));
        Assert.Throws<ArgumentException>(() => new TableFormat { Separator = '"' });
    }

    [Fact]
    public void FilesPlainAndCompressed()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string plain = Path.Combine(folder, "a.csv"), compressed = Path.Combine(folder, "a.csv.gz");
            File.WriteAllText(plain, "1,2\n");
            using (var gzip = new GZipStream(File.Create(compressed), CompressionLevel.Fastest))
                gzip.Write("1,2\n"u8);

            Assert.Equal([1, 2], NumericTable.Read(plain).Values);
            Assert.Equal([1, 2], NumericTable.Read(compressed).Values);

            File.WriteAllText(plain, "1,x\n");
            Assert.StartsWith("a.csv, line 1, column 2: ", Assert.Throws<TableFormatException>(() => NumericTable.Read(plain)).Message);
            File.WriteAllText(compressed, "not compressed");
            Assert.Throws<InvalidDataException>(() => NumericTable.Read(compressed));
            Assert.Throws<FileNotFoundException>(() => NumericTable.Read(Path.Combine(folder, "b.csv")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void StreamStaysOpen()
    {
        var stream = new MemoryStream("1\n"u8.ToArray());
        NumericTable.Read(stream);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void ConstructorChecksLengths()
    {
        Assert.Throws<ArgumentException>(() => new NumericTable(2, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new NumericTable(2, [1, 2], "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumericTable(0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => { new NumericTable(1, [1]).Row(1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { new NumericTable(1, [1]).Row(-1); });
    }

    private static NumericTable Read(string text, TableFormat? format = null)
        => NumericTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), format, "test");
}
