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
    private readonly int[] _uses;
    private readonly Dictionary<Value, Part> _definedBy = [];

    private PartPlan(Function function, int mostVariables)
    {
        _function = function;
        _partSize = mostVariables / 2;
        _leastPart = mostVariables / 8;
        _uses = new int[function.Types.Count];
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
        plan.Count(function.Body);
        if (plan.SizeOf(function.Body) <= mostVariables) return null;
        plan.Visit(function.Body);
        if (plan.Parts.Count == 0) return null;
        plan.FindCrossing(function.Body);
        plan.KeepOrRecompute();
        return plan;
    }

    /// <summary>The values that an operation, with its regions, uses of those around it.</summary>
    public static IEnumerable<Value> UsedBy(Operation operation) => new Region(default, [operation], default).Free();

    private void Count(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands) _uses[operand.Id]++;
            foreach (Region nested in operation.Regions) Count(nested);
        }
        foreach (Value yield in region.Yields) _uses[yield.Id]++;
    }

    /// <summary>About how many variables there are: what is used once is mostly printed where it is used.</summary>
    private int SizeOf(Region region) => region.Parameters.Count + region.Operations.Sum(SizeOf);

    private int SizeOf(Operation operation)
    {
        if (operation is ConstantOp) return 0;
        int size = operation.Regions.Sum(SizeOf);
        foreach (Value result in operation.Results)
            if (_uses[result.Id] > 1) size++;
        return size;
    }

    /// <summary>Forms the parts of a region, and of those inside of it that are too long themselves.</summary>
    private void Visit(Region region)
    {
        List<Operation> run = [];
        HashSet<Value> results = [], buffers = [];
        int size = 0;
        foreach (Operation operation in region.Operations)
        {
            if (Recomputation.IsFree(operation, _function)) continue;
            int own = SizeOf(operation);
            bool isMovable = own <= _partSize && IsMovable(operation);
            // Storage stays where it is, and stands before the call of what uses it.
            if (!isMovable && operation is AllocOp or ViewOp && !_function.Effects.Of(operation).Throws && !operation.Operands.Any(results.Contains)) continue;
            if (!isMovable || size + own > _partSize) End();
            if (!isMovable)
            {
                // A condition writes nothing.
                foreach (Region nested in operation is WhileOp loop ? [loop.Body] : operation.Regions)
                    if (SizeOf(nested) > _partSize) Visit(nested);
                continue;
            }
            List<Value> used = [.. UsedBy(operation).Where(value => _function.TypeOf(value).IsBuffer && !buffers.Contains(value))];
            if (buffers.Count + used.Count > MostBuffers) End();
            run.Add(operation);
            results.UnionWith(operation.Results);
            buffers.UnionWith(used);
            size += own;
        }
        End();

        void End()
        {
            if (size >= _leastPart)
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
            size = 0;
        }
    }

    /// <summary>Whether an operation means the same in another method: nothing that is C# text, no storage but spans of numbers and stacks.</summary>
    private bool IsMovable(Operation operation)
    {
        bool isPlain = operation is ConstantOp or ScalarOp or LengthOp or LoadOp or StoreOp or ClearOp or IfOp or ForOp or WhileOp;
        return isPlain && operation.Operands.All(IsPlain) && operation.Results.All(IsPlain) && operation.Regions.All(region => region.Operations.All(IsMovable));
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
                foreach (Value value in UsedBy(operation))
                {
                    if (_definedBy.TryGetValue(value, out Part? definedBy) && definedBy == part) continue;
                    Operation? definition = _function.Effects.DefinitionOf(value);
                    if (Recomputation.IsFree(definition, _function)) part.Buffers.UnionWith(definition!.Operands);
                    else if (_function.TypeOf(value).IsBuffer) part.Buffers.Add(value);
                    else part.Needs.Add(value);
                }
                continue;
            }
            Load(operation.Operands);
            foreach (Region nested in operation.Regions) FindCrossing(nested);
        }
        Load(region.Yields);
    }

    private void Load(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            if (_definedBy.ContainsKey(value)) Loaded.Add(value);
        }
    }

    private void KeepOrRecompute()
    {
        Part[] parts = [.. Parts.Values.Distinct()];
        ILookup<Value, Part> needing = parts.SelectMany(part => part.Needs.Select(value => (Value: value, Part: part))).ToLookup(pair => pair.Value, pair => pair.Part);
        foreach (Value value in needing.Select(group => group.Key).Union(Loaded).OrderBy(value => value.Id))
            if (Loaded.Contains(value) || !Again.TryAdd(value, [.. needing[value]])) Keep(value);
    }

    private void Keep(Value value)
    {
        ScalarKind kind = _function.TypeOf(value).Kind;
        Counts.TryGetValue(kind, out int count);
        Slots[value] = count;
        Counts[kind] = count + 1;
    }
}
