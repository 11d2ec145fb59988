using System;
using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Emission;

/// <summary>How types of the class library are written in a file, and what the file needs at its top.</summary>
internal sealed class TypeNames(bool isQualified)
{
    public const string Workspace = "global::DiffGen.Workspaces.Workspace";

    /// <summary>Whether the file needs <c>using System;</c>.</summary>
    public bool UsesSystem { get; private set; }

    /// <summary>Whether the file needs <c>using DiffGen.Elements;</c>.</summary>
    public bool UsesElements { get; private set; }

    /// <summary>Whether the file needs <c>using System.Runtime.Intrinsics;</c>.</summary>
    public bool UsesIntrinsics { get; private set; }

    public const string Lanes = "global::DiffGen.Elements.Lanes";

    /// <summary>An element whose index is known to be in range, or as many as a register holds from there on.</summary>
    public string At(string buffer, string index, bool isLanes)
    {
        UsesElements = true;
        return $"{buffer}.{(isLanes ? "LanesAt" : "At")}({index})";
    }

    /// <summary>A window that is known to be one.</summary>
    public string SliceAt(string buffer, string arguments)
    {
        UsesElements = true;
        return $"{buffer}.SliceAt({arguments})";
    }

    public string System(string name)
    {
        if (isQualified) return "global::System." + name;
        UsesSystem = true;
        return name;
    }

    public string Of(IrType type) => type.Shape switch
    {
        IrShape.Scalar => type.Lanes == 0 ? type.Kind.Keyword() : $"{Register(type)}<{type.Kind.Keyword()}>",
        IrShape.ReadOnlyBuffer => System($"ReadOnlySpan<{ElementOf(type)}>"),
        IrShape.Buffer => System($"Span<{ElementOf(type)}>"),
        IrShape.Arena => $"global::DiffGen.Workspaces.Arena<{type.Kind.Keyword()}>",
        _ => $"global::DiffGen.Workspaces.CacheStack<{type.Kind.Keyword()}>",
    };

    /// <summary>The class of registers that have so many numbers: <c>Vector128</c> or <c>Vector256</c>.</summary>
    public string Register(IrType type)
    {
        string name = $"Vector{type.Lanes * (type.Kind == ScalarKind.Float64 ? 64 : 32)}";
        if (isQualified) return "global::System.Runtime.Intrinsics." + name;
        UsesIntrinsics = true;
        return name;
    }

    /// <summary>The elements of a span: scalars, or the structs that they are fields of.</summary>
    private static string ElementOf(IrType type) => type.Of?.Type ?? type.Kind.Keyword();

    /// <summary>Takes note of a text from outside that may name types of the class library without their namespace.</summary>
    public void Mention(string text)
    {
        for (int start = text.IndexOf("Span<", StringComparison.Ordinal); start >= 0 && !UsesSystem; start = text.IndexOf("Span<", start + 1, StringComparison.Ordinal))
        {
            int name = start >= 8 && text.Substring(start - 8, 8) == "ReadOnly" ? start - 8 : start;
            UsesSystem = name == 0 || (text[name - 1] != '.' && !char.IsLetterOrDigit(text[name - 1]));
        }
    }

    /// <summary>The array as a span, from an offset on.</summary>
    public string AsSpan(string array, string arguments)
    {
        string separator = arguments.Length > 0 ? ", " : "";
        return isQualified ? $"global::System.MemoryExtensions.AsSpan({array}{separator}{arguments})" : System($"{array}.AsSpan({arguments})");
    }
}
