namespace DiffGen.Generator.IR;

/// <summary>
/// A function: immutable, equal by value. Values are ids into the two tables; the source table
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
    TypeTable Types,
    EquatableArray<string> Names,
    EquatableArray<string> Sources,
    bool ParametersMayAlias = false,
    EquatableArray<int> Lengths = default)
{
    private Effects? _effects;

    /// <summary>What a function differs in is all that is copied: what was found out about the other one isn't true of it.</summary>
    private Function(Function other)
        => (Name, Body, Types, Names, Sources, ParametersMayAlias, Lengths) = (other.Name, other.Body, other.Types, other.Names, other.Sources, other.ParametersMayAlias, other.Lengths);

    /// <summary>The effects of the operations; found once.</summary>
    public Effects Effects => _effects ??= new Effects(this);

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
            || (other is not null && Name == other.Name && Types.Equals(other.Types)
                && ParametersMayAlias == other.ParametersMayAlias && Lengths.Equals(other.Lengths) && Names.Equals(other.Names) && Sources.Equals(other.Sources) && Body.Equals(other.Body));

    public override int GetHashCode() => unchecked((((((Name.GetHashCode() * 31) + Types.GetHashCode()) * 31) + Names.GetHashCode()) * 31) + Body.GetHashCode());
}
