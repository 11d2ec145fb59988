using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// After the last differentiation what only it is told disappears: a stopped value is the value itself, and nothing is
/// kept for a reverse sweep.
/// <code>
/// y = stop(x)   ---->   x for y
/// call F(a; kept b)   ---->   call F(a)
/// (z…) = call step(s…, a…)  as the solution s   ---->   s for z
/// </code>
/// </summary>
internal sealed class RemoveMarkers : IrRewriter
{
    private readonly HashSet<Value> _kept = [];

    private RemoveMarkers()
    {
    }

    public static new Function Run(Function function) => ((IrRewriter)new RemoveMarkers()).Run(function);

    private void ReplaceSolution(CallOp solution)
    {
        int next = 0;
        foreach (Value state in solution.Arguments.Take(solution.StateCount))
            if (Source.TypeOf(state).IsFloatScalar) Replace(solution.CallResults[next++], Use(state));
    }

    protected override void Rewrite(Operation operation)
    {
        switch (operation)
        {
            case ScalarOp { Code: Codes.Stop } stop: Replace(stop.Result, Use(stop.Arguments[0])); break;
            case AllocOp { Kind: AllocKind.Kept } alloc: _kept.Add(alloc.Result); break;
            case StoreOp store when _kept.Contains(store.Buffer): break;
            case CallOp { IsSolution: true } solution: ReplaceSolution(solution); break;
            case CallOp { KeptCount: > 0 } call: Copy(call with { Arguments = call.Passed.ToEquatable(), KeptCount = 0 }); break;
            default: Copy(operation); break;
        }
    }
}
