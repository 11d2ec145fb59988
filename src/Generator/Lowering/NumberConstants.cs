using System;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>The constants that the interfaces of generic math name: <c>T.One</c>, <c>T.Pi</c>.</summary>
internal static class NumberConstants
{
    public static Literal? Find(string name, ScalarKind kind) => name switch
    {
        "Zero" or "AdditiveIdentity" => Of(kind, 0),
        "One" or "MultiplicativeIdentity" => Of(kind, 1),
        "NegativeOne" => Of(kind, -1),
        _ when !kind.IsFloat() => null,
        "Pi" => Of(kind, Math.PI),
        "E" => Of(kind, Math.E),
        "Tau" => Of(kind, 2 * Math.PI),
        "NaN" => Of(kind, double.NaN),
        "PositiveInfinity" => Of(kind, double.PositiveInfinity),
        "NegativeInfinity" => Of(kind, double.NegativeInfinity),
        "NegativeZero" => Of(kind, -0.0),
        _ when kind == ScalarKind.Number => null,
        "Epsilon" => kind == ScalarKind.Float64 ? Of(kind, double.Epsilon) : Of(kind, float.Epsilon),
        "MaxValue" => kind == ScalarKind.Float64 ? Of(kind, double.MaxValue) : Of(kind, float.MaxValue),
        "MinValue" => kind == ScalarKind.Float64 ? Of(kind, double.MinValue) : Of(kind, float.MinValue),
        _ => null,
    };

    private static Literal Of(ScalarKind kind, double value) => kind.IsFloat() ? Literal.Of(kind, value) : new Literal(kind, (long)value);
}
