using DiffGen.Generator.IR;

namespace DiffGen.Generator.Emission;

/// <summary>C#'s implicit numeric conversions between scalar types.</summary>
internal static class NumericConversions
{
    /// <summary>Narrower than C#'s arithmetic.</summary>
    public static bool IsNarrow(this ScalarKind kind)
        => kind is ScalarKind.Char or ScalarKind.Int8 or ScalarKind.UInt8 or ScalarKind.Int16 or ScalarKind.UInt16;

    /// <summary>Whether C# converts without a cast.</summary>
    public static bool ConvertsImplicitlyTo(this ScalarKind from, ScalarKind to) => to switch
    {
        ScalarKind.Float64 => from is not (ScalarKind.Bool or ScalarKind.Number),
        ScalarKind.Float32 => from is not (ScalarKind.Bool or ScalarKind.Float64 or ScalarKind.Number),
        ScalarKind.Int32 => from.IsNarrow(),
        ScalarKind.Int64 => from.IsNarrow() || from is ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.NInt,
        ScalarKind.UInt32 => from is ScalarKind.UInt8 or ScalarKind.UInt16 or ScalarKind.Char,
        ScalarKind.UInt64 => from is ScalarKind.UInt8 or ScalarKind.UInt16 or ScalarKind.Char or ScalarKind.UInt32 or ScalarKind.NUInt,
        _ => false,
    };
}
