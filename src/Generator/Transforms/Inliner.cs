using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Puts functions in the place of calls. What is put there is written once, however deep the calls are nested.</summary>
/// <param name="find">The function that replaces a call, or null.</param>
/// <param name="isDeep">Whether the calls in what replaces a call are replaced as well.</param>
internal sealed class Inliner(Func<CallOp, Function?> find, bool isDeep = false) : IrRewriter
{
    protected override void Rewrite(Operation operation)
    {
        if (FunctionOf(operation) is not { } callee)
        {
            Copy(operation);
            return;
        }
        Origin outer = Builder.Origin;
        Put((CallOp)operation, callee, Source, Use, Replace);
        Builder.Origin = outer;
    }

    private Function? FunctionOf(Operation operation) => operation is CallOp { Foreign: null, IsSolution: false } call ? find(call) : null;

    /// <summary>Puts a function in the place of a call. What the caller calls its results is their name.</summary>
    private void Put(CallOp call, Function callee, Function caller, Func<Value, Value> use, Action<Value, Value> replace)
    {
        EquatableArray<Value> results = Splice(callee, call.Arguments.Select(use).ToEquatable());
        for (int i = 0; i < results.Count; i++)
        {
            if (caller.NameOf(call.Results[i]) is { Length: > 0 } name) Builder.Name(results[i], name);
            replace(call.Results[i], results[i]);
        }
    }

    /// <summary>Adds the operations of a function.</summary>
    /// <returns>What it yields; nothing where it throws.</returns>
    private EquatableArray<Value> Splice(Function callee, EquatableArray<Value> arguments)
    {
        var map = new Value[callee.Types.Count];
        for (int i = 0; i < arguments.Count; i++) map[callee.Parameters[i].Id] = arguments[i];
        // What each window or choice is taken from.
        Dictionary<Value, Value> origins = [];
        HashSet<Value> choices = [];
        return SpliceBody(callee.Body);

        EquatableArray<Value> SpliceBody(Region region)
        {
            foreach (Operation operation in region.Operations)
            {
                if (operation is ViewOp view) origins[view.Result] = view.Buffer;
                if (operation is ChooseOp choose)
                {
                    origins[choose.Result] = choose.Buffers[0];
                    choices.Add(choose.Result);
                }
                if (isDeep && FunctionOf(operation) is { } inner)
                {
                    Put((CallOp)operation, inner, callee, UseOwn, (result, value) => map[result.Id] = value);
                }
                else
                {
                    int row = operation.Origin.Source < 0 ? -1 : Builder.Source(callee.Sources[operation.Origin.Source]);
                    Builder.Add(operation.With(UseOwn, DefineOwn, SpliceRegion) with { Origin = operation.Origin with { Source = row } });
                }
                if (HasEnded()) return default;
            }
            return region.Yields.Select(UseOwn).ToEquatable();
        }

        Region SpliceRegion(Region region)
        {
            EquatableArray<Value> parameters = region.Parameters.Select(DefineOwn).ToEquatable();
            return Builder.Region(parameters, () => SpliceBody(region));
        }

        Value UseOwn(Value value) => map[value.Id];

        Value DefineOwn(Value value) => map[value.Id] = Builder.Define(TypeOf(value), callee.NameOf(value));

        // A window is on what it is a window of: the caller's storage, to be written or not.
        IrType TypeOf(Value value)
        {
            IrType type = callee.TypeOf(value);
            if (!type.IsBuffer || !origins.TryGetValue(value, out Value source)) return type;
            IrType storage = Builder.TypeOf(map[source.Id]);
            bool isWindow = !choices.Contains(value) && storage.Shape != IrShape.Arena;
            return type with { Of = storage.Of, Shape = isWindow ? storage.Shape : type.Shape };
        }
    }
}
