using System;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Operators on literals, with the exact semantics of C# on every host. Functions are never folded, since their last bits
/// belong to the machine that runs the program; nor is what throws or what depends on the size of <c>nint</c>.
/// </summary>
internal static class ConstantFolding
{
    /// <summary><c>code(arguments)</c> as a literal of the given type, or null.</summary>
    public static Literal? Fold(string code, ScalarKind kind, bool isChecked, params Literal[] arguments)
    {
        ScalarKind operand = arguments[0].Kind;
        // What a number type rounds to isn't known here.
        if (operand == ScalarKind.Number && code != Codes.Negate) return null;
        if (code == Codes.Convert) return Convert(arguments[0], kind, isChecked);
        if (operand == ScalarKind.Bool) return FoldBool(code, arguments);
        if (operand.IsFloat()) return FoldFloat(code, operand, arguments);
        return operand is ScalarKind.NInt or ScalarKind.NUInt ? null : FoldInteger(code, operand, isChecked, arguments);
    }

    private static Literal? FoldBool(string code, Literal[] arguments)
    {
        bool left = arguments[0].AsBool, right = arguments[arguments.Length - 1].AsBool;
        return code switch
        {
            Codes.Not => Literal.Of(!left),
            Codes.And => Literal.Of(left & right),
            Codes.Or => Literal.Of(left | right),
            Codes.Xor or Codes.NotEqual => Literal.Of(left ^ right),
            Codes.Equal => Literal.Of(left == right),
            _ => null,
        };
    }

    /// <summary>The double result of + - * / on floats, rounded to float, is the float result (53 ≥ 2·24 + 2 bits).</summary>
    private static Literal? FoldFloat(string code, ScalarKind kind, Literal[] arguments)
    {
        double left = arguments[0].AsDouble, right = arguments[arguments.Length - 1].AsDouble;
        double? result = code switch
        {
            Codes.Add => left + right,
            Codes.Subtract => left - right,
            Codes.Multiply => left * right,
            Codes.Divide => left / right,
            Codes.Negate => -left,
            _ => null,
        };
        if (result is { } value) return double.IsNaN(value) ? null : Literal.Of(kind, value);
        return Compare(code, left < right, left == right, left > right);
    }

    private static Literal? FoldInteger(string code, ScalarKind kind, bool isChecked, Literal[] arguments)
    {
        decimal left = Number(arguments[0]), right = Number(arguments[arguments.Length - 1]);
        long leftBits = arguments[0].Bits;
        int shift = (int)arguments[arguments.Length - 1].Bits & (Size(kind) == 64 ? 63 : 31);
        switch (code)
        {
            case Codes.Add: return Integer(kind, left + right, isChecked);
            case Codes.Subtract: return Integer(kind, left - right, isChecked);
            case Codes.Multiply: return Product(kind, left, right, arguments, isChecked);
            case Codes.Negate: return Integer(kind, -left, isChecked);
            case Codes.Divide: return right == 0 ? null : Integer(kind, decimal.Truncate(left / right), isChecked: true);
            case Codes.Remainder: return right is 0 or -1 ? null : Integer(kind, left % right, isChecked: true);
            case Codes.And: return Wrapped(kind, leftBits & arguments[1].Bits);
            case Codes.Or: return Wrapped(kind, leftBits | arguments[1].Bits);
            case Codes.Xor: return Wrapped(kind, leftBits ^ arguments[1].Bits);
            case Codes.Index: return left >= 0 && left < right ? arguments[0] : null;
            case Codes.Complement: return Wrapped(kind, ~leftBits);
            case Codes.ShiftLeft: return Size(kind) < 32 ? null : Wrapped(kind, leftBits << shift);
            case Codes.ShiftRight: return Size(kind) < 32 ? null : Wrapped(kind, IsSigned(kind) ? leftBits >> shift : (long)((ulong)leftBits >> shift));
            default: return Compare(code, left < right, left == right, left > right);
        }
    }

    private static Literal? Compare(string code, bool less, bool equal, bool greater) => code switch
    {
        Codes.Less => Literal.Of(less),
        Codes.LessOrEqual => Literal.Of(less || equal),
        Codes.Greater => Literal.Of(greater),
        Codes.GreaterOrEqual => Literal.Of(greater || equal),
        Codes.Equal => Literal.Of(equal),
        Codes.NotEqual => Literal.Of(!equal),
        _ => null,
    };

    /// <summary>A 64-bit product does not fit a decimal; unchecked it is the product of the bits.</summary>
    private static Literal? Product(ScalarKind kind, decimal left, decimal right, Literal[] arguments, bool isChecked)
    {
        bool fits = Math.Abs(left) <= uint.MaxValue && Math.Abs(right) <= uint.MaxValue;
        if (fits) return Integer(kind, left * right, isChecked);
        return isChecked ? null : Wrapped(kind, unchecked(arguments[0].Bits * arguments[1].Bits));
    }

    private static Literal? Convert(Literal literal, ScalarKind kind, bool isChecked)
    {
        if (literal.Kind == kind) return literal;
        if (literal.Kind == ScalarKind.Bool || kind is ScalarKind.Bool or ScalarKind.NInt or ScalarKind.NUInt) return null;
        if (literal.Kind.IsFloat()) return kind.IsFloat() ? Literal.Of(kind, literal.AsDouble) : Truncated(literal.AsDouble, kind, isChecked);
        if (literal.Kind is ScalarKind.NInt or ScalarKind.NUInt) return null;
        if (!kind.IsFloat()) return Integer(kind, Number(literal), isChecked);
        decimal number = Number(literal);
        return Math.Abs(number) > 1L << 24 && kind == ScalarKind.Float32 ? null : Exact(kind, number);
    }

    /// <summary>Beyond 53 bits an integer is left to the machine.</summary>
    private static Literal? Exact(ScalarKind kind, decimal number)
        => Math.Abs(number) > 1L << 53 ? null : Literal.Of(kind, (double)number);

    /// <summary>An unchecked cast of a float out of the target's range saturates, NaN gives 0; of types below int it is left to the machine.</summary>
    private static Literal? Truncated(double value, ScalarKind kind, bool isChecked)
    {
        (decimal low, decimal high) = Range(kind);
        if (value > (double)low - 1 && value < (double)high + 1 && Integer(kind, (decimal)Math.Truncate(value), isChecked: true) is { } exact) return exact;
        if (isChecked || Size(kind) < 32) return null;
        return Integer(kind, double.IsNaN(value) ? 0 : value < 0 ? low : high, isChecked: true);
    }

    private static Literal? Integer(ScalarKind kind, decimal value, bool isChecked)
    {
        (decimal low, decimal high) = Range(kind);
        if (value >= low && value <= high) return new Literal(kind, value > long.MaxValue ? unchecked((long)(ulong)value) : (long)value);
        if (isChecked) return null;
        decimal modulus = 18446744073709551616m, wrapped = value % modulus;
        if (wrapped < 0) wrapped += modulus;
        return Wrapped(kind, unchecked((long)(ulong)wrapped));
    }

    /// <summary>The low bits as a value of the type.</summary>
    private static Literal Wrapped(ScalarKind kind, long bits) => new(kind, unchecked(kind switch
    {
        ScalarKind.Int8 => (sbyte)bits,
        ScalarKind.UInt8 => (byte)bits,
        ScalarKind.Int16 => (short)bits,
        ScalarKind.UInt16 or ScalarKind.Char => (ushort)bits,
        ScalarKind.Int32 => (int)bits,
        ScalarKind.UInt32 => (uint)bits,
        _ => bits,
    }));

    private static decimal Number(Literal literal)
        => literal.Kind == ScalarKind.UInt64 ? unchecked((ulong)literal.Bits) : literal.Bits;

    private static bool IsSigned(ScalarKind kind) => kind is ScalarKind.Int8 or ScalarKind.Int16 or ScalarKind.Int32 or ScalarKind.Int64;

    private static int Size(ScalarKind kind) => kind switch
    {
        ScalarKind.Int8 or ScalarKind.UInt8 => 8,
        ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char => 16,
        ScalarKind.Int32 or ScalarKind.UInt32 => 32,
        _ => 64,
    };

    private static (decimal Low, decimal High) Range(ScalarKind kind) => kind switch
    {
        ScalarKind.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ScalarKind.UInt8 => (byte.MinValue, byte.MaxValue),
        ScalarKind.Int16 => (short.MinValue, short.MaxValue),
        ScalarKind.UInt16 or ScalarKind.Char => (ushort.MinValue, ushort.MaxValue),
        ScalarKind.Int32 => (int.MinValue, int.MaxValue),
        ScalarKind.UInt32 => (uint.MinValue, uint.MaxValue),
        ScalarKind.Int64 => (long.MinValue, long.MaxValue),
        _ => (ulong.MinValue, ulong.MaxValue),
    };
}
