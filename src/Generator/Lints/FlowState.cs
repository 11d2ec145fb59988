using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>
/// What is known of the variables of a body, whatever the order of its statements: sets only grow. Variables that may stand
/// for the same array or object share one entry.
/// </summary>
internal sealed class FlowState
{
    private readonly Dictionary<ISymbol, ISymbol> _alias = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ImmutableHashSet<Trace>> _traces = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);

    /// <summary>Whether anything grew since this was last set to false.</summary>
    public bool Changed { get; set; }

    public ImmutableHashSet<Trace> Get(ISymbol variable) => _traces.TryGetValue(Representative(variable), out ImmutableHashSet<Trace>? traces) ? traces : Traces.None;

    public void Add(ISymbol variable, ImmutableHashSet<Trace> traces)
    {
        if (traces.IsEmpty) return;
        ImmutableHashSet<Trace> before = Get(variable), after = before.Union(traces);
        if (after.Count == before.Count) return;
        _traces[Representative(variable)] = after;
        Changed = true;
    }

    /// <summary>Whether an element or the target of a reference was assigned.</summary>
    public bool IsWritten(ISymbol variable) => _written.Contains(Representative(variable));

    public bool WritesFields => _written.Any(variable => variable is IFieldSymbol or IPropertySymbol or INamedTypeSymbol);

    public void MarkWritten(ISymbol variable) => Changed |= _written.Add(Representative(variable));

    public void Join(ISymbol left, ISymbol right)
    {
        ISymbol kept = Representative(left), merged = Representative(right);
        if (SymbolEqualityComparer.Default.Equals(kept, merged)) return;
        ImmutableHashSet<Trace> traces = Get(merged);
        bool isWritten = _written.Contains(merged);
        _alias[merged] = kept;
        Add(kept, traces);
        if (isWritten) _written.Add(kept);
        Changed = true;
    }

    private ISymbol Representative(ISymbol variable)
    {
        while (_alias.TryGetValue(variable, out ISymbol? next)) variable = next;
        return variable;
    }
}
