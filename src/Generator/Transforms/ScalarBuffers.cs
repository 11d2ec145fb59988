using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The buffers of a function that may as well be scalars: zeroed, short, and used at literal indices only, or by loops that copy or add up as many
/// elements, which are written out. And which of their elements each branch and loop stores.
/// </summary>
internal sealed class ScalarBuffers
{
    private const int LargestLength = 16;

    private readonly Dictionary<Value, int> _lengths = [];
    private readonly Dictionary<Value, Literal> _literals = [];

    /// <summary>The trips of loops that copy or add elements, by their counters.</summary>
    private readonly Dictionary<Value, int> _trips = [];
    private readonly HashSet<Value> _adjoints = [];
    private readonly Dictionary<Operation, List<(Value Buffer, int Index)>> _stored = new(ReferenceComparer.Instance);

    private ScalarBuffers()
    {
    }

    public static ScalarBuffers Of(Function function)
    {
        var buffers = new ScalarBuffers();
        buffers.Find(function.Body);
        if (buffers.IsEmpty) return buffers;
        buffers.Refuse(function.Body);
        if (buffers.IsEmpty) return buffers;
        buffers._adjoints.UnionWith(function.Body.All().Where(operation => operation.Origin.IsAdjoint).SelectMany(operation => operation.Results));
        buffers.CollectStored(function.Body);
        return buffers;
    }

    public bool IsEmpty => _lengths.Count == 0;

    public bool Contains(Value buffer) => _lengths.ContainsKey(buffer);

    public int LengthOf(Value buffer) => _lengths[buffer];

    /// <summary>Whether a loop does nothing but copy or add elements of such buffers, or to them, all of which are known.</summary>
    public bool IsWrittenOut(ForOp loop)
        => _trips.ContainsKey(loop.Body.Parameters[0]) && loop.Body.Operations.Any(operation => operation is LoadOp load && Contains(load.Buffer) || operation is StoreOp store && Contains(store.Buffer));

    /// <summary>The number of trips of such a loop.</summary>
    public int TripsOf(ForOp loop) => _trips[loop.Body.Parameters[0]];

    /// <summary>From now on a counter is a literal.</summary>
    public void Enter(Value counter, int trip) => _literals[counter] = Literal.Of(trip);

    public (Value Buffer, int Index) ElementOf(Value buffer, Value index) => (buffer, (int)_literals[index].Bits);

    /// <summary>The elements of buffers from outside that a branch or loop stores, in order of their first store.</summary>
    public IReadOnlyList<(Value Buffer, int Index)> StoredIn(Operation operation)
        => _stored.TryGetValue(operation, out List<(Value Buffer, int Index)>? stored) ? stored : [];

    /// <summary>Whether the stored value belongs to the primal as the store does, or to the adjoint as the store does.</summary>
    public bool IsComputedBeside(StoreOp store) => store.Origin.IsAdjoint == _adjoints.Contains(store.Stored);

    private void Find(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is ConstantOp constant) _literals[constant.Result] = constant.Literal;
            if (operation is AllocOp { Kind: AllocKind.Local or AllocKind.Shadow } alloc
                && _literals.TryGetValue(alloc.Length, out Literal length) && length.Bits is >= 0 and <= LargestLength)
                _lengths[alloc.Result] = (int)length.Bits;
            if (operation is ForOp loop && CopiedBy(loop) is { } trips) _trips[loop.Body.Parameters[0]] = trips;
            foreach (Region nested in operation.Regions) Find(nested);
        }
    }

    // for (i = 0; i < 3; i++) a[i] = b[i], or +=
    private int? CopiedBy(ForOp loop)
    {
        if (loop is not { Step: 1, IsInclusive: false, Inits.Count: 0, Body.Throws: false } || !_literals.TryGetValue(loop.Lower, out Literal lower) || lower.Bits != 0) return null;
        if (!_literals.TryGetValue(loop.Upper, out Literal upper) || upper.Bits is < 0 or > LargestLength) return null;
        Value counter = loop.Body.Parameters[0];
        bool isCopy = loop.Body.Operations.Count(operation => operation is StoreOp) == 1 && loop.Body.Operations.All(operation => operation switch
        {
            LoadOp load => load.Index == counter,
            StoreOp store => store.Index == counter,
            ScalarOp scalar => scalar.Code == Codes.Add && !scalar.Arguments.Contains(counter),
            _ => false,
        });
        return isCopy ? (int)upper.Bits : null;
    }

    private void Refuse(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands)
                if (_lengths.TryGetValue(operand, out int length) && !IsPlain(operation, length)) _lengths.Remove(operand);
            foreach (Region nested in operation.Regions) Refuse(nested);
        }
    }

    private bool IsPlain(Operation user, int length) => user switch
    {
        LengthOp or ClearOp => true,
        LoadOp load => IsWithin(load.Index, length),
        StoreOp store => IsWithin(store.Index, length),
        _ => false,
    };

    private bool IsWithin(Value index, int length)
        => _trips.TryGetValue(index, out int trips) ? trips <= length : _literals.TryGetValue(index, out Literal literal) && literal.Bits >= 0 && literal.Bits < length;

    /// <summary>What a region stores of buffers made outside of it.</summary>
    private List<(Value Buffer, int Index)> CollectStored(Region region)
    {
        List<(Value Buffer, int Index)> stored = [];
        HashSet<(Value Buffer, int Index)> known = [];
        HashSet<Value> own = [];
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case AllocOp alloc: own.Add(alloc.Result); break;
                case StoreOp store when Contains(store.Buffer): Add(ElementOf(store.Buffer, store.Index)); break;
                case ClearOp clear when Contains(clear.Buffer):
                    for (int i = 0; i < _lengths[clear.Buffer]; i++) Add((clear.Buffer, i));
                    break;
                case ForOp loop when IsWrittenOut(loop):
                    foreach (StoreOp store in loop.Body.Operations.OfType<StoreOp>().Where(store => Contains(store.Buffer)))
                    {
                        for (int i = 0; i < TripsOf(loop); i++) Add((store.Buffer, i));
                    }
                    break;
                default:
                    if (operation.Regions.Count == 0) break;
                    List<(Value Buffer, int Index)> inside = [.. operation.Regions.SelectMany(CollectStored).Distinct()];
                    _stored[operation] = inside;
                    inside.ForEach(Add);
                    break;
            }
        }
        return stored;

        void Add((Value Buffer, int Index) element)
        {
            if (!own.Contains(element.Buffer) && known.Add(element)) stored.Add(element);
        }
    }
}
