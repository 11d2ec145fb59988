using System.Text.Json;

namespace DiffGen.GradBench.Evals;

/// <summary>Reads members of messages and inputs, and says what is wrong with them.</summary>
internal static class JsonInput
{
    /// <summary>A member.</summary>
    /// <param name="input">An object.</param>
    /// <param name="name">The name of the member.</param>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static JsonElement Member(this JsonElement input, string name)
    {
        if (input.ValueKind != JsonValueKind.Object)
            throw new InvalidInputException($"An object with a member '{name}' was expected, not {Kind(input)}");
        return input.TryGetProperty(name, out JsonElement member) ? member : throw new InvalidInputException($"'{name}' is missing");
    }

    /// <summary>A member that is a string.</summary>
    /// <inheritdoc cref="Member"/>
    public static string Text(this JsonElement input, string name)
    {
        JsonElement member = input.Member(name);
        return member.ValueKind == JsonValueKind.String
            ? member.GetString()!
            : throw new InvalidInputException($"'{name}' must be a string, not {Kind(member)}");
    }

    /// <summary>A member that is a finite number.</summary>
    /// <inheritdoc cref="Member"/>
    public static double Number(this JsonElement input, string name) => Finite(input.Member(name), name);

    /// <summary>A member that is an integer.</summary>
    /// <param name="input">An object.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="least">The least value.</param>
    /// <param name="most">The largest value.</param>
    /// <exception cref="InvalidInputException">There is none, or it is outside.</exception>
    public static int Integer(this JsonElement input, string name, int least, int most = int.MaxValue)
    {
        double value = input.Number(name);
        return value == Math.Floor(value) && value >= least && value <= most
            ? (int)value
            : throw new InvalidInputException($"'{name}' must be an integer from {least} to {most}, not {value}");
    }

    /// <summary>A member that is an array of finite numbers.</summary>
    /// <inheritdoc cref="Member"/>
    public static double[] Vector(this JsonElement input, string name)
    {
        JsonElement member = input.Member(name);
        var values = new double[Length(member, name)];
        Fill(values, member, name);
        return values;
    }

    /// <summary>A member that is an array of so many finite numbers.</summary>
    /// <param name="input">An object.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="length">The length of the array.</param>
    /// <exception cref="InvalidInputException">There is none, or it is another.</exception>
    public static double[] Vector(this JsonElement input, string name, int length)
    {
        double[] values = input.Vector(name);
        return values.Length == length ? values : throw new InvalidInputException($"'{name}' must have {length} elements, not {values.Length}");
    }

    /// <summary>A member that is an array of equally long arrays of finite numbers.</summary>
    /// <inheritdoc cref="Member"/>
    public static Matrix Matrix(this JsonElement input, string name)
    {
        JsonElement member = input.Member(name);
        int rows = Length(member, name), columns = rows == 0 ? 0 : Length(member[0], name);
        var values = new double[checked(rows * columns)];
        int next = 0;
        foreach (JsonElement row in member.EnumerateArray())
        {
            if (Length(row, name) != columns)
                throw new InvalidInputException($"The rows of '{name}' must have {columns} elements like the first, not {row.GetArrayLength()}");
            Fill(values.AsSpan(next, columns), row, name);
            next += columns;
        }

        return new Matrix(values, rows, columns);
    }

    /// <summary>A member that is a matrix of a known shape.</summary>
    /// <param name="input">An object.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <param name="columns">The number of its columns.</param>
    /// <returns>The rows, one after the other.</returns>
    /// <exception cref="InvalidInputException">There is none, or it has another shape.</exception>
    public static double[] Matrix(this JsonElement input, string name, int rows, int columns)
    {
        Matrix matrix = input.Matrix(name);
        return matrix.Rows == rows && matrix.Columns == columns
            ? matrix.Values
            : throw new InvalidInputException($"'{name}' must be {rows} × {columns}, not {matrix.Rows} × {matrix.Columns}");
    }

    /// <summary>A finite number.</summary>
    /// <param name="element">What should be one.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidInputException">It isn't.</exception>
    public static double Finite(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Number)
            throw new InvalidInputException($"'{name}' must be a number, not {Kind(element)}");
        double value = element.GetDouble();
        return double.IsFinite(value) ? value : throw new InvalidInputException($"'{name}' must be a finite number, not {element.GetRawText()}");
    }

    private static int Length(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Array
            ? element.GetArrayLength()
            : throw new InvalidInputException($"'{name}' must be an array there, not {Kind(element)}");

    private static void Fill(Span<double> values, JsonElement array, string name)
    {
        int next = 0;
        foreach (JsonElement element in array.EnumerateArray())
            values[next++] = Finite(element, name);
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
