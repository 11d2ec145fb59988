namespace DiffGen.Generator.IR;

/// <summary>
/// A function: immutable, equal by value, its hash computed once. Values are ids into the two tables; the source table
/// holds the statements that comments quote.
/// </summary>
/// <param name="Name">Unique among the functions of a compiled method.</param>
/// <param name="Body">Its parameters are the function's, its yields the results.</param>
/// <param name="Types">Type of each value.</param>
/// <param name="Names">The user's name of each value, or null.</param>
/// <param name="Sources">Statements of the source, white space collapsed.</param>
/// <param name="ParametersMayAlias">Whether buffer parameters may stand for the same storage (callees: nothing is checked at their entry).</param>
/// <param name="Lengths">Per parameter: the length that a buffer certainly has, <see cref="SameAs"/> of an earlier parameter that is as long, or -1; empty where none is known.</param>
internal sealed record Function(
    string Name,
    Region Body,
    EquatableArray<IrType> Types,
    EquatableArray<string> Names,
    EquatableArray<string> Sources,
    bool ParametersMayAlias = false,
    EquatableArray<int> Lengths = default)
{
    private int? _hash;

    public EquatableArray<Value> Parameters => Body.Parameters;

    public IrType TypeOf(Value value) => Types[value.Id];

    public string NameOf(Value value) => Names[value.Id];

    /// <summary>The length that a parameter certainly has, or null.</summary>
    public int? LengthOf(Value parameter)
    {
        for (int i = 0; i < Lengths.Count; i++)
            if (Parameters[i] == parameter) return Lengths[i] >= 0 ? Lengths[i] : null;
        return null;
    }

    /// <summary>In <see cref="Lengths"/>: as long as the parameter at an index.</summary>
    public static int SameAs(int parameter) => -2 - parameter;

    /// <summary>The first of the parameters that are certainly as long as this one; itself where there is no other.</summary>
    public Value LeaderOf(Value parameter)
    {
        for (int i = 0; i < Lengths.Count; i++)
            if (Parameters[i] == parameter) return Lengths[i] < -1 ? Parameters[-2 - Lengths[i]] : parameter;
        return parameter;
    }

    public bool Equals(Function? other)
        => ReferenceEquals(this, other)
            || (other is not null && GetHashCode() == other.GetHashCode() && Name == other.Name && Types.Equals(other.Types)
                && ParametersMayAlias == other.ParametersMayAlias && Lengths.Equals(other.Lengths) && Names.Equals(other.Names) && Sources.Equals(other.Sources) && Body.Equals(other.Body));

    public override int GetHashCode()
        => _hash ??= unchecked((((((Name.GetHashCode() * 31) + Types.GetHashCode()) * 31) + Names.GetHashCode()) * 31) + Body.GetHashCode());
}
