using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// How a value that is neither a scalar nor a buffer is taken apart: aggregates vanish in lowering, what remains of them
/// are their members, down to scalars and buffers.
/// </summary>
internal abstract record Composite
{
    /// <summary>The members, in order.</summary>
    public abstract IReadOnlyList<string> Names { get; }
}

/// <summary>A struct or tuple, by value: a member per field.</summary>
internal sealed record StructComposite(StructLayout Layout) : Composite
{
    public override IReadOnlyList<string> Names => Layout.Names;
}

/// <summary>An array or span of structs: a member per field, each a buffer or, for a nested struct, such a composite itself.</summary>
internal sealed record ElementsComposite(StructLayout Element) : Composite
{
    public override IReadOnlyList<string> Names => Element.Names;
}

/// <summary>A class instance that the method itself creates: a member per field, a buffer of one element where it can be assigned.</summary>
internal sealed record InstanceComposite(StructLayout Layout) : Composite
{
    public override IReadOnlyList<string> Names => Layout.Names;
}

/// <summary>An array of several dimensions: its elements row by row, and its extents.</summary>
internal sealed record GridComposite(int Rank) : Composite
{
    public const string Elements = "elements";

    public override IReadOnlyList<string> Names => [Elements, .. Enumerable.Range(0, Rank).Select(Extent)];

    public static string Extent(int dimension) => $"extent{dimension.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>An array of arrays of numbers: where each row starts in the elements, and how long it is.</summary>
internal sealed record JaggedComposite(ScalarKind Kind) : Composite
{
    public const string Elements = "elements", Starts = "starts", Lengths = "lengths";

    public override IReadOnlyList<string> Names => [Elements, Starts, Lengths];
}

/// <summary>A reference to an element of a buffer.</summary>
internal sealed record ReferenceComposite : Composite
{
    public const string Buffer = "buffer", Index = "index";

    public override IReadOnlyList<string> Names => [Buffer, Index];
}

/// <summary>A reference to one of several variables: a number says to which.</summary>
internal sealed record ChoiceComposite(VariableKeys Keys) : Composite
{
    public const string Selector = "selector";

    public override IReadOnlyList<string> Names => [Selector];
}

/// <summary>One of several functions: a number says which.</summary>
internal sealed record FunctionChoiceComposite(VariableKeys Functions) : Composite
{
    public override IReadOnlyList<string> Names => [ChoiceComposite.Selector];
}

/// <summary>Variables or functions, compared in order.</summary>
internal sealed class VariableKeys(IReadOnlyList<object> keys) : System.IEquatable<VariableKeys>
{
    public int Count => keys.Count;

    public object this[int index] => keys[index];

    public IEnumerable<object> All => keys;

    public bool Equals(VariableKeys? other) => other is not null && keys.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as VariableKeys);

    public override int GetHashCode() => keys.Count;
}

/// <summary>The key of a member of a variable in the <see cref="Environment"/>.</summary>
/// <param name="Parent">The variable, or a member of it.</param>
/// <param name="Name">Which member.</param>
internal sealed record Member(object Parent, string Name)
{
    /// <summary>The variable that a key is, or is a member of.</summary>
    public static object Root(object key)
    {
        while (key is Member member) key = member.Parent;
        return key;
    }
}
