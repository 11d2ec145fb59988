using System;

namespace DiffGen.Generator.IR;

/// <summary>A value of a function: a dense id in definition order. Defined once; what it is stands in the function's type table.</summary>
internal readonly record struct Value(int Id)
{
    /// <summary>No value (an operation without a result).</summary>
    public static readonly Value None = new(-1);

    public bool IsNone => Id < 0;

    public override string ToString() => $"%{Id}";
}

/// <summary>Where an operation comes from: a row of the function's source table, and whether it belongs to that statement's adjoint.</summary>
internal readonly record struct Origin(int Source, bool IsAdjoint)
{
    public static readonly Origin None = new(-1, false);
}

/// <summary>A constant, compared by its bits: 0.0 and -0.0 differ, NaN equals itself.</summary>
internal readonly record struct Literal(ScalarKind Kind, long Bits)
{
    public static Literal Of(int value) => new(ScalarKind.Int32, value);

    public static Literal Of(bool value) => new(ScalarKind.Bool, value ? 1 : 0);

    /// <summary>A floating constant of the given kind, rounded to it.</summary>
    public static Literal Of(ScalarKind kind, double value) => kind == ScalarKind.Float32
        ? new(kind, BitConverter.DoubleToInt64Bits((float)value))
        : new(kind, BitConverter.DoubleToInt64Bits(value));

    /// <summary>The value of a floating constant (a <c>float</c> is held as the double that equals it).</summary>
    public double AsDouble => BitConverter.Int64BitsToDouble(Bits);

    public bool AsBool => Bits != 0;

    public bool Is(double value) => Kind.IsFloat() && Bits == BitConverter.DoubleToInt64Bits(value);
}
