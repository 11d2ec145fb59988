using System;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>The type parameters of a method, and the one that stands for a floating-point number.</summary>
/// <param name="Parameters">Those of the method itself, escaped where they are keywords.</param>
/// <param name="Constraints">Their constraint clauses with a space before each, or empty.</param>
/// <param name="Number">The floating one, of the method or of a type around it; empty for none.</param>
/// <param name="IsUnmanaged">Whether the floating one is constrained to unmanaged types.</param>
/// <param name="NumberConstraints">The constraint clause of the floating one, with a space before it.</param>
internal sealed record Generics(EquatableArray<string> Parameters, string Constraints, string Number, bool IsUnmanaged, string NumberConstraints)
{
    /// <summary>The type parameters of the method in angle brackets; empty for none.</summary>
    public string List => Parameters.Count == 0 ? "" : $"<{string.Join(", ", Parameters)}>";

    /// <summary>A text with the name of the floating type parameter in its place.</summary>
    public static string Named(string text, Generics? generics)
    {
        if (text.IndexOf(ScalarKinds.NumberKeyword, StringComparison.Ordinal) < 0) return text;
        return generics is { Number.Length: > 0 }
            ? text.Replace(ScalarKinds.NumberKeyword, generics.Number)
            : throw new InvalidOperationException("A number type without a name");
    }
}
