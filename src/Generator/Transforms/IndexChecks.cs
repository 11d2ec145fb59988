using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The index checks that an access to the element makes again, with the same exception and nothing between that anybody
/// could see.
/// <code>
/// k = Index(i, length b); v = b[k]   ---->   v = b[i]
/// </code>
/// </summary>
internal sealed class IndexChecks
{
    private readonly Effects _effects;
    private readonly HashSet<Value> _repeated = [];
    private readonly HashSet<Value> _windows = [];

    public IndexChecks(Function function, Effects effects)
    {
        _effects = effects;
        FindWindows(function.Body);
        Visit(function.Body);
    }

    public bool IsRepeated(ScalarOp check) => _repeated.Contains(check.Result);

    /// <summary>What throws another exception for an index that wasn't checked needs the check.</summary>
    private void FindWindows(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is ViewOp or ChooseOp or AllocOp) _windows.UnionWith(operation.Operands);
            foreach (Region nested in operation.Regions) FindWindows(nested);
        }
    }

    private void Visit(Region region)
    {
        List<ScalarOp> pending = [];
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) Visit(nested);
            switch (operation)
            {
                case ScalarOp { Code: Codes.Index } check:
                    if (!_windows.Contains(check.Result)) pending.Add(check);
                    continue;
                case LoadOp load: Access(load.Buffer, load.Index, pending); continue;
                case StoreOp store: Access(store.Buffer, store.Index, pending); break;
            }
            if (pending.Count > 0 && IsNoticed(operation)) pending.Clear();
        }
    }

    private void Access(Value buffer, Value index, List<ScalarOp> pending)
    {
        int position = pending.FindLastIndex(check => check.Result == index);
        if (position < 0 || !_effects.IsExactLengthOf(pending[position].Arguments[1], buffer)) return;
        _repeated.Add(index);
        pending.RemoveAt(position);
    }

    /// <summary>Whether it matters if something threw before.</summary>
    private bool IsNoticed(Operation operation)
    {
        OperationEffects effects = _effects.Of(operation);
        bool throwsOther = effects.Throws && operation is not StoreOp;
        return throwsOther || effects.IsOpaque || effects.MayDiverge || effects.Writes.Any(root => _effects.DefinitionOf(root) is not AllocOp);
    }
}
