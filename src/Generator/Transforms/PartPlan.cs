using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Operations that follow each other and become a method of their own.</summary>
/// <param name="Operations">In order.</param>
internal sealed record Part(List<Operation> Operations)
{
    /// <summary>The buffers that it takes.</summary>
    public HashSet<Value> Buffers { get; } = [];

    /// <summary>The numbers that it uses of what stands outside, other than constants and lengths.</summary>
    public HashSet<Value> Needs { get; } = [];
}

/// <summary>How a function that is too long for one method is taken apart (see <see cref="Outline"/>).</summary>
internal sealed class PartPlan
{
    /// <summary>The variables of a method, about: the JIT keeps track of 1 024 with its own, and is 1.5 times as slow from half of that on.</summary>
    public const int MostVariables = 400;

    /// <summary>The buffers that a part takes.</summary>
    private const int MostBuffers = 24;

    private readonly Function _function;

    /// <summary>The variables of a part, at most.</summary>
    private readonly int _partSize;

    /// <summary>Less isn't worth a call.</summary>
    private readonly int _leastPart;
    private readonly Uses _uses;
    private readonly List<Value> _used = [];
    private readonly Dictionary<Value, Part> _definedBy = [];

    /// <summary>Of regions, which are asked for at every level of nesting.</summary>
    private readonly Dictionary<Region, int> _sizes = new(ReferenceComparer.Instance);

    private PartPlan(Function function, int mostVariables)
    {
        _function = function;
        _partSize = mostVariables / 2;
        _leastPart = mostVariables / 8;
        _uses = new Uses(function);
        Again = new Recomputation(function, MostBuffers);
    }

    /// <summary>The part of each operation that is in one.</summary>
    public Dictionary<Operation, Part> Parts { get; } = new(ReferenceComparer.Instance);

    /// <summary>Where the values are kept that cross the border of a part: the index in the buffer of their kind.</summary>
    public Dictionary<Value, int> Slots { get; } = [];

    /// <summary>How many values of each kind are kept.</summary>
    public SortedDictionary<ScalarKind, int> Counts { get; } = [];

    /// <summary>What a part computes and what is left of the function needs.</summary>
    public HashSet<Value> Loaded { get; } = [];

    /// <summary>What a part makes itself of what it uses of others, rather than have it kept.</summary>
    public Recomputation Again { get; }

    /// <summary>Null where the function is short enough.</summary>
    public static PartPlan? Of(Function function, int mostVariables)
    {
        // Of most functions: how many values there are is a bound that costs nothing to find.
        if (function.Types.Count <= mostVariables) return null;
        var plan = new PartPlan(function, mostVariables);
        if (plan.SizeOf(function.Body) <= mostVariables) return null;
        plan.Visit(function.Body);
        if (plan.Parts.Count == 0) return null;
        plan.FindCrossing(function.Body);
        plan.KeepOrRecompute();
        return plan;
    }

    /// <summary>The values that an operation, with its regions, uses of those around it: all operations of a long function are asked, so they fill one list.</summary>
    public static List<Value> UsedBy(Operation operation, List<Value> used)
    {
        used.Clear();
        if (operation.Regions.Count > 0) used.AddRange(new Region(default, [operation], default).Free());
        else
            foreach (Value operand in operation.Operands) used.Add(operand);
        return used;
    }

    /// <summary>About how many variables there are: what is used once is mostly printed where it is used.</summary>
    private int SizeOf(Region region)
    {
        if (_sizes.TryGetValue(region, out int size)) return size;
        size = region.Parameters.Count;
        foreach (Operation operation in region.Operations) size += SizeOf(operation);
        return _sizes[region] = size;
    }

    private int SizeOf(Operation operation)
    {
        if (operation is ConstantOp) return 0;
        int size = 0;
        foreach (Region nested in operation.Regions) size += SizeOf(nested);
        foreach (Value result in operation.Results)
            if (_uses.CountOf(result) > 1) size++;
        return size;
    }

    /// <summary>Forms the parts of a region, and of those inside of it that are too long themselves.</summary>
    private void Visit(Region region)
    {
        List<Operation> run = [];
        List<Value> used = [];
        // What is kept by parts before is a variable of whatever needs it, too.
        HashSet<Value> results = [], buffers = [], kept = [];
        int size = 0;
        foreach (Operation operation in region.Operations)
        {
            if (Recomputation.IsFree(operation, _function)) continue;
            int own = SizeOf(operation);
            bool isMovable = own <= _partSize && IsMovable(operation);
            // Storage stays where it is, and stands before the call of what uses it.
            if (!isMovable && operation is AllocOp or ViewOp && _function.Effects.Of(operation) is { Throws: false, IsAnchored: false } && !operation.Operands.Any(results.Contains)) continue;
            if (!isMovable || size + own > _partSize || size + own + kept.Count > 2 * _partSize) End(_leastPart);
            if (!isMovable)
            {
                // A condition writes nothing.
                foreach (Region nested in operation is WhileOp loop ? [loop.Body] : operation.Regions)
                    if (SizeOf(nested) > _partSize) Visit(nested);
                continue;
            }
            foreach (Value value in UsedBy(operation, used))
                if (_definedBy.ContainsKey(value)) kept.Add(value);
            used.RemoveAll(value => !_function.TypeOf(value).IsBuffer || buffers.Contains(value));
            // Where there are many, each is used by little code.
            if (buffers.Count + used.Count > MostBuffers) End(_leastPart / 2);
            run.Add(operation);
            foreach (Value result in operation.Results) results.Add(result);
            foreach (Value buffer in used) buffers.Add(buffer);
            size += own;
        }
        End(_leastPart);

        void End(int least)
        {
            if (size + kept.Count >= least)
            {
                var part = new Part([.. run]);
                foreach (Operation operation in run)
                {
                    Parts[operation] = part;
                    foreach (Value result in operation.Results) _definedBy[result] = part;
                }
            }
            run.Clear();
            results.Clear();
            buffers.Clear();
            kept.Clear();
            size = 0;
        }
    }

    /// <summary>Whether an operation means the same in another method: nothing that is C# text, no storage but spans of numbers and stacks.</summary>
    private bool IsMovable(Operation operation)
    {
        if (operation is not (ConstantOp or ScalarOp or LengthOp or LoadOp or StoreOp or ClearOp or IfOp or ForOp or WhileOp)) return false;
        foreach (Value operand in operation.Operands)
            if (!IsPlain(operand)) return false;
        foreach (Value result in operation.Results)
            if (!IsPlain(result)) return false;
        foreach (Region nested in operation.Regions)
            foreach (Operation inner in nested.Operations)
                if (!IsMovable(inner)) return false;
        return true;
    }

    // A parameter of one element may be a reference.
    private bool IsPlain(Value value)
        => _function.TypeOf(value) is { Shape: IrShape.Scalar or IrShape.Buffer or IrShape.ReadOnlyBuffer or IrShape.Stack, Of: null, Lanes: 0 } type
            && !(type.IsBuffer && _function.Effects.DefinitionOf(value) is null && _function.LengthOf(value) == 1);

    private void FindCrossing(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (Parts.TryGetValue(operation, out Part? part))
            {
                foreach (Value value in UsedBy(operation, _used))
                {
                    if (_definedBy.TryGetValue(value, out Part? definedBy) && definedBy == part) continue;
                    Operation? definition = _function.Effects.DefinitionOf(value);
                    if (definition is LengthOp length && Recomputation.IsFree(length, _function)) part.Buffers.Add(length.Buffer);
                    else if (definition is ConstantOp) continue;
                    else if (_function.TypeOf(value).IsBuffer) part.Buffers.Add(value);
                    else part.Needs.Add(value);
                }
                continue;
            }
            foreach (Value operand in operation.Operands) Load(operand);
            foreach (Region nested in operation.Regions) FindCrossing(nested);
        }
        foreach (Value yield in region.Yields) Load(yield);
    }

    private void Load(Value value)
    {
        if (_definedBy.ContainsKey(value)) Loaded.Add(value);
    }

    private void KeepOrRecompute()
    {
        var needing = new SortedDictionary<int, List<Part>>();
        foreach (Value value in Loaded) needing[value.Id] = [];
        foreach (Part part in Parts.Values.Distinct())
        {
            foreach (Value value in part.Needs)
            {
                if (!needing.TryGetValue(value.Id, out List<Part>? parts)) needing[value.Id] = parts = [];
                parts.Add(part);
            }
        }
        foreach (KeyValuePair<int, List<Part>> value in needing)
            if (Loaded.Contains(new Value(value.Key)) || !Again.TryAdd(new Value(value.Key), value.Value)) Keep(new Value(value.Key));
    }

    private void Keep(Value value)
    {
        ScalarKind kind = _function.TypeOf(value).Kind;
        Counts.TryGetValue(kind, out int count);
        Slots[value] = count;
        Counts[kind] = count + 1;
    }
}
