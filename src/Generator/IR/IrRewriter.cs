using System;

namespace DiffGen.Generator.IR;

/// <summary>
/// The base of the passes: copies a function operation by operation into a new builder, so that ids stay dense in
/// definition order; a pass overrides what it changes. Also used as it is, to renumber.
/// </summary>
internal class IrRewriter
{
    private readonly Func<Value, Value> _use, _define;
    private readonly Func<Region, Region> _region;
    private Value[] _map = [];
    private Function _source = null!;

    /// <summary>Whether values were dropped after they got an id, so that the ids have gaps.</summary>
    private bool _hasUndefined;

    public IrRewriter() => (_use, _define, _region) = (Use, Define, RewriteRegion);

    protected IrBuilder Builder { get; private set; } = null!;

    protected Function Source => _source;

    /// <summary>The rewritten function; the given one itself where nothing changed.</summary>
    public Function Run(Function function)
    {
        _source = function;
        _map = new Value[function.Types.Count];
        for (int i = 0; i < _map.Length; i++) _map[i] = Value.None;
        Builder = new IrBuilder(function);
        Begin(function);
        EquatableArray<Value> parameters = DefineAll(function.Parameters);
        Region body = Builder.Region(parameters, () => RewriteBody(function.Body), function.Body);
        Function rewritten = Builder.Function(function, body);
        return _hasUndefined ? new IrRewriter().Run(rewritten) : rewritten;
    }

    /// <summary>Ids dense in definition order again, where a pass dropped or moved definitions.</summary>
    public static Function Renumber(Function function)
    {
        int next = 0;
        return IsDense(function.Body, ref next) && next == function.Types.Count ? function : new IrRewriter().Run(function);
    }

    private static bool IsDense(Region region, ref int next)
    {
        foreach (Value parameter in region.Parameters)
            if (parameter.Id != next++) return false;
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions)
                if (!IsDense(nested, ref next)) return false;
            foreach (Value result in operation.Results)
                if (result.Id != next++) return false;
        }
        return true;
    }

    /// <summary>Called before anything is copied: the place for analyses.</summary>
    protected virtual void Begin(Function function)
    {
    }

    /// <summary>Rewrites one operation: by default copies it.</summary>
    protected virtual void Rewrite(Operation operation) => Copy(operation);

    /// <summary>The operations of a region and its mapped yields.</summary>
    protected virtual EquatableArray<Value> RewriteBody(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            Rewrite(operation);
            if (HasEnded()) return default;
        }
        return UseAll(region.Yields);
    }

    /// <summary>Whether control doesn't come to the end of what was added to the region: what an inlined callee threw ends it too.</summary>
    protected bool HasEnded()
    {
        if (Builder.Operations.Count == 0 || !Builder.Operations[Builder.Operations.Count - 1].NeverCompletes) return false;
        if (Builder.Operations[Builder.Operations.Count - 1] is IfOp { IfResults.Count: > 0 } branch)
        {
            Builder.Operations[Builder.Operations.Count - 1] = branch with { IfResults = default };
            _hasUndefined = true;
        }
        return true;
    }

    protected virtual Region RewriteRegion(Region region)
    {
        EquatableArray<Value> parameters = DefineAll(region.Parameters);
        return Builder.Region(parameters, () => RewriteBody(region), region);
    }

    /// <summary>Whether what is rewritten now may have been rewritten before.</summary>
    protected virtual bool Repeats => false;

    protected Operation Copy(Operation operation) => Add(operation, operation.With(_use, _define, _region));

    /// <summary>Adds what an operation became. An operation stands in one place, as sets of operations take for granted: what is added again is another one.</summary>
    protected Operation Add(Operation original, Operation rewritten)
    {
        Operation added = Repeats && ReferenceEquals(original, rewritten) ? rewritten with { } : rewritten;
        Builder.Add(added);
        return added;
    }

    /// <summary>The new value that stands for an old one.</summary>
    protected virtual Value Use(Value old) => _map[old.Id];

    protected EquatableArray<Value> UseAll(EquatableArray<Value> olds) => olds.Map(_use);

    /// <summary>From now on the old value is the given new one.</summary>
    protected void Replace(Value old, Value replacement) => _map[old.Id] = replacement;

    protected Value Define(Value old)
    {
        Value value = Builder.Define(_source.TypeOf(old), _source.NameOf(old));
        _map[old.Id] = value;
        return value;
    }

    protected EquatableArray<Value> DefineAll(EquatableArray<Value> olds) => olds.Map(_define);
}
