namespace DiffGen.Fuzz.Source;

/// <summary>A block: what it declares, and which names are used in blocks inside.</summary>
internal sealed class Scope(bool isFunction = false, bool isStatic = false)
{
    public List<Variable> Variables { get; } = [];

    public List<Function> Functions { get; } = [];

    public HashSet<string> UsedNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The body of a lambda or local function: what is outside is captured.</summary>
    public bool IsFunction { get; } = isFunction;

    /// <summary>Captures nothing.</summary>
    public bool IsStatic { get; } = isStatic;
}
