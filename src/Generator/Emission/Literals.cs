using System;
using System.Globalization;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Emission;

/// <summary>C# literals that read back as the same bits.</summary>
internal static class Literals
{
    /// <summary>The shortest text with the literal's value; C# may take it for an <c>int</c> (<c>2</c> for 2.0).</summary>
    public static Expression Loose(Literal literal)
    {
        if (literal.Kind is ScalarKind.Bool or ScalarKind.Char or ScalarKind.Int32) return Strict(literal);
        if (!literal.Kind.IsFloat())
        {
            bool isUnsigned = literal.Kind is ScalarKind.UInt32 or ScalarKind.UInt64 or ScalarKind.NUInt;
            return (isUnsigned && literal.Bits < 0) || literal.Bits is <= int.MinValue or > int.MaxValue ? Strict(literal) : Constant(Integer(literal.Bits), isLoose: true);
        }
        if (literal.Kind == ScalarKind.Number) return Strict(literal);
        double value = literal.AsDouble;
        bool isShort = Math.Abs(value) < 1e6 && value == Math.Floor(value) && !literal.Is(-0.0);
        return isShort ? Constant(Integer((long)value), isLoose: true) : Strict(literal);
    }

    /// <summary>A text of the literal's own type.</summary>
    public static Expression Strict(Literal literal) => literal.Kind switch
    {
        ScalarKind.Float64 => Constant(Double(literal.AsDouble)),
        ScalarKind.Float32 => Constant(Single((float)literal.AsDouble)),
        ScalarKind.Number => new Expression(Number(literal.AsDouble), Precedence.Primary),
        ScalarKind.Bool => Constant(literal.AsBool ? "true" : "false"),
        ScalarKind.Char => Constant(Character((char)literal.Bits)),
        ScalarKind.Int32 => Constant(literal.Bits == int.MinValue ? "int.MinValue" : Integer(literal.Bits)),
        ScalarKind.UInt32 => Constant(Integer(literal.Bits & uint.MaxValue) + "u"),
        ScalarKind.Int64 => Constant(literal.Bits == long.MinValue ? "long.MinValue" : Integer(literal.Bits) + "L"),
        ScalarKind.UInt64 => Constant(unchecked((ulong)literal.Bits).ToString(CultureInfo.InvariantCulture) + "UL"),
        ScalarKind.NInt or ScalarKind.NUInt => Native(literal),
        _ => new Expression($"({literal.Kind.Keyword()}){Wrapped(literal.Bits)}", Precedence.Unary) { IsConstant = true },
    };

    private static Expression Constant(string text, bool isLoose = false)
        => new(text, text[0] == '-' ? Precedence.Unary : Precedence.Primary) { IsConstant = true, IsLoose = isLoose };

    private static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Wrapped(long value) => value < 0 ? $"({Integer(value)})" : Integer(value);

    // Beyond 32 bits no constant of the type exists: the conversion happens at run time.
    private static Expression Native(Literal literal)
    {
        string type = literal.Kind.Keyword();
        string text = literal.Bits is >= int.MinValue and <= int.MaxValue ? Wrapped(literal.Bits) : $"({Integer(literal.Bits)}L)";
        return literal.Bits < 0 && literal.Kind == ScalarKind.NUInt || literal.Bits is < int.MinValue or > int.MaxValue
            ? new Expression($"unchecked(({type}){text})", Precedence.Primary)
            : new Expression($"({type}){text}", Precedence.Unary) { IsConstant = true };
    }

    private static string Double(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        if (value == 0) return BitConverter.DoubleToInt64Bits(value) < 0 ? "-0.0" : "0.0";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G17", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>The constants that generic math names are the type's own, also where it is more precise than a double.</summary>
    private static string Number(double value)
    {
        const string type = ScalarKinds.NumberKeyword;
        if (double.IsNaN(value)) return type + ".NaN";
        if (double.IsInfinity(value)) return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        return value switch
        {
            0 when BitConverter.DoubleToInt64Bits(value) == 0 => type + ".Zero",
            1 => type + ".One",
            -1 => type + ".NegativeOne",
            Math.PI => type + ".Pi",
            2 * Math.PI => type + ".Tau",
            Math.E => type + ".E",
            _ when Math.Abs(value) <= int.MaxValue && value == Math.Floor(value) && value != 0 => $"{type}.CreateChecked({Integer((long)value)})",
            _ => $"{type}.CreateChecked({Double(value)})",
        };
    }

    private static string Single(float value)
    {
        if (float.IsNaN(value)) return "float.NaN";
        if (float.IsInfinity(value)) return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        if (value == 0) return 1 / value < 0 ? "-0f" : "0f";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (float.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G9", CultureInfo.InvariantCulture);
        return text + "f";
    }

    private static string Character(char value) => value switch
    {
        '\'' => "'\\''",
        '\\' => "'\\\\'",
        >= ' ' and <= '~' => $"'{value}'",
        _ => $"'\\u{(int)value:X4}'",
    };
}
