using System;
using System.Globalization;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>C# constants → IR literals.</summary>
internal static class Literals
{
    public static Literal Of(ScalarKind kind, object value) => kind switch
    {
        ScalarKind.Float64 or ScalarKind.Float32 => Literal.Of(kind, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        ScalarKind.Bool => Literal.Of((bool)value),
        ScalarKind.Char => new Literal(kind, (char)value),
        ScalarKind.UInt64 or ScalarKind.NUInt => new Literal(kind, unchecked((long)Convert.ToUInt64(value, CultureInfo.InvariantCulture))),
        _ => new Literal(kind, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };
}
