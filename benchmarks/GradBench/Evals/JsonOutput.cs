using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DiffGen.GradBench.Evals;

/// <summary>How results become JSON: doubles are written so that reading them gives the same bits.</summary>
internal static class JsonOutput
{
    // Nothing of this ends up in a web page, and messages quote names.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line of JSON.</summary>
    /// <param name="write">Writes one value.</param>
    /// <returns>The value and a line feed.</returns>
    public static string Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            write(writer);
        buffer.Write("\n"u8);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A number; JSON has none for what isn't finite, which becomes <c>null</c> and so fails validation.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="value">The number.</param>
    public static void WriteNumber(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }

    /// <summary>An array of numbers.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="values">The numbers.</param>
    public static void WriteVector(this Utf8JsonWriter writer, ReadOnlySpan<double> values)
    {
        writer.WriteStartArray();
        foreach (double value in values)
            writer.WriteNumber(value);
        writer.WriteEndArray();
    }

    /// <summary>An array of arrays of numbers.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="values">The rows, one after the other.</param>
    /// <param name="rows">The number of rows.</param>
    public static void WriteMatrix(this Utf8JsonWriter writer, ReadOnlySpan<double> values, int rows)
    {
        int columns = values.Length / rows;
        writer.WriteStartArray();
        for (int i = 0; i < rows; i++)
            writer.WriteVector(values.Slice(i * columns, columns));
        writer.WriteEndArray();
    }
}
