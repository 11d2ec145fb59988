using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>How the reverse sweep of a region gets at the values that its forward sweep computed.</summary>
internal enum ScopeKind
{
    /// <summary>Both sweeps are in the same region: every value is in scope.</summary>
    Inline,

    /// <summary>A branch outside of loops: what is needed is yielded by the branch.</summary>
    Branch,

    /// <summary>Inside loops whose trip counts are known before the outermost: exactly sized caches with an index.</summary>
    Indexed,

    /// <summary>Inside other loops, and in out-of-line functions: frames on a last-in-first-out stack.</summary>
    Stacked,
}

/// <summary>A region of the primal together with its reverse: what was recalled, and what has to be kept for it.</summary>
internal sealed class ReverseScope(Region region, ReverseScope? parent, ScopeKind kind)
{
    public Region Region { get; } = region;

    public ReverseScope? Parent { get; } = parent;

    public ScopeKind Kind { get; } = kind;

    /// <summary>The enclosing loops of an indexed scope, outermost first.</summary>
    public IReadOnlyList<IndexedLoop> Loops { get; init; } = [];

    /// <summary>The operation of the region in scope that this one is nested in: caches are allocated before it.</summary>
    public Operation? Anchor { get; init; }

    /// <summary>The loop that the region is the body of.</summary>
    public CarriedValues? Carried { get; init; }

    /// <summary>Carried integers that the reverse loop carries as well, undoing each trip's step.</summary>
    public List<UndoneInteger> Undone { get; } = [];

    /// <summary>Operations before the reverse sweep of the region: recalled values and shadows.</summary>
    public List<Operation> Prologue { get; } = [];

    /// <summary>Values of the primal → values in the reverse sweep.</summary>
    public Dictionary<Value, Value> Recalled { get; } = [];

    /// <summary>Buffers of the primal → their shadows.</summary>
    public Dictionary<Value, Value> Shadows { get; } = [];

    /// <summary>Scalars of the primal → their current adjoint; also those of outer regions.</summary>
    public Dictionary<Value, Value> Adjoints { get; } = [];

    /// <summary>The other side of the branch, if what is kept of it is known.</summary>
    public ReverseScope? Other { get; init; }

    /// <summary>Values that the branch yields in addition, and the results they become; a result may be one of either side.</summary>
    public List<(Value Value, Value Result)> Yielded { get; } = [];

    /// <summary>Values stored in a cache at the end of the region.</summary>
    public List<IndexedCache> Cached { get; } = [];

    /// <summary>Caches of values of the region and of those in it, each with its loops.</summary>
    public Dictionary<Value, IReadOnlyList<IndexedLoop>> CachesWithin { get; } = [];

    /// <summary>Values pushed at the end of the region, per kind in order.</summary>
    public Dictionary<ScalarKind, List<Value>> Frame { get; } = [];

    /// <summary>The base of the frame in the reverse sweep, per kind.</summary>
    public Dictionary<ScalarKind, Value> FrameBase { get; } = [];

    /// <summary>For operations of an inline scope: trip counts and caches that go before them.</summary>
    public Dictionary<Operation, List<Operation>> Before { get; } = new(ReferenceComparer.Instance);

    /// <summary>Placeholders for the cursors at the end of the forward sweep (inline scopes).</summary>
    public Dictionary<ScalarKind, Value> FinalCursors { get; set; } = [];
}

/// <summary>A counted loop with indexed caches.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="ReverseCounter">The counter of the reverse loop.</param>
internal sealed record IndexedLoop(ForOp Loop, Value ReverseCounter);

/// <summary>A value that is kept, and where.</summary>
/// <param name="Value">In the forward sweep.</param>
/// <param name="Cache">Has an element per trip of the loops.</param>
/// <param name="Loops">The loops that the value depends on, outermost first.</param>
internal sealed record IndexedCache(Value Value, Value Cache, IReadOnlyList<IndexedLoop> Loops);

/// <summary>What a loop carries, value by value.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Inits">Before the first trip.</param>
/// <param name="Parameters">At the beginning of a trip.</param>
/// <param name="Results">After the last trip.</param>
internal sealed record CarriedValues(Operation Loop, EquatableArray<Value> Inits, EquatableArray<Value> Parameters, EquatableArray<Value> Results);

/// <summary>An integer that a trip moves by a step that is recomputed: nothing has to be kept of it.</summary>
/// <param name="Index">Which of the carried values.</param>
/// <param name="Code">How the trip moves it: a sum or a difference.</param>
/// <param name="Before">In the reverse sweep: the integer at the beginning of the primal's trip.</param>
/// <param name="After">In the reverse sweep: the integer at its end.</param>
/// <param name="Step">In the reverse sweep: by how much it moves.</param>
/// <param name="Undo">The operation that makes the one before of the one after, in the prologue.</param>
internal sealed record UndoneInteger(int Index, string Code, Value Before, Value After, Value Step, Operation Undo);
