namespace DiffGen.Generator.IR;

/// <summary>The element types of the IR. <see cref="None"/> is the type of nothing (a <c>void</c> result).</summary>
internal enum ScalarKind : byte
{
    None,
    Float64,
    Float32,

    /// <summary>The floating type parameter of a generic method.</summary>
    Number,
    Bool,
    Char,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    NInt,
    NUInt,
}

internal static class ScalarKinds
{
    /// <summary>Stands for the name of the type parameter in generated text, until a file is put together.</summary>
    public const string NumberKeyword = "\uE000";

    public static bool IsFloat(this ScalarKind kind) => kind is ScalarKind.Float64 or ScalarKind.Float32 or ScalarKind.Number;

    public static bool IsInteger(this ScalarKind kind) => kind >= ScalarKind.Char;

    /// <summary>The C# keyword of the type.</summary>
    public static string Keyword(this ScalarKind kind) => kind switch
    {
        ScalarKind.Float64 => "double",
        ScalarKind.Float32 => "float",
        ScalarKind.Number => NumberKeyword,
        ScalarKind.Bool => "bool",
        ScalarKind.Char => "char",
        ScalarKind.Int8 => "sbyte",
        ScalarKind.UInt8 => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.NInt => "nint",
        ScalarKind.NUInt => "nuint",
        _ => "void",
    };

    /// <summary>The short name of the type in printed IR.</summary>
    public static string IrName(this ScalarKind kind) => kind switch
    {
        ScalarKind.Float64 => "f64",
        ScalarKind.Float32 => "f32",
        ScalarKind.Number => "number",
        ScalarKind.Bool => "bool",
        ScalarKind.Char => "char",
        ScalarKind.Int8 => "i8",
        ScalarKind.UInt8 => "u8",
        ScalarKind.Int16 => "i16",
        ScalarKind.UInt16 => "u16",
        ScalarKind.Int32 => "i32",
        ScalarKind.UInt32 => "u32",
        ScalarKind.Int64 => "i64",
        ScalarKind.UInt64 => "u64",
        ScalarKind.NInt => "nint",
        ScalarKind.NUInt => "nuint",
        _ => "none",
    };
}
