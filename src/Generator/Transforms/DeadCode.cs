using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Drops what nothing needs (see <see cref="Liveness"/>): unused results, carried values that only feed themselves,
/// stores to local buffers that nobody reads, empty branches, <c>for</c> loops without results and effects.
/// </summary>
internal sealed class DeadCode : IrRewriter
{
    private Liveness _liveness = null!;

    private DeadCode()
    {
    }

    public static new Function Run(Function function) => ((IrRewriter)new DeadCode()).Run(function);

    protected override void Begin(Function function) => _liveness = new Liveness(function);

    protected override void Rewrite(Operation operation)
    {
        if (!_liveness.IsLive(operation)) return;
        Copy(operation switch
        {
            IfOp branch => Narrowed(branch, [.. branch.IfResults.Select(_liveness.IsLive)]),
            ForOp loop => Narrowed(loop, AreLive(loop)),
            WhileOp loop => Narrowed(loop, AreLive(loop)),
            _ => operation,
        });
    }

    private bool[] AreLive(ForOp loop) => [.. loop.ForResults.Select((result, i) => _liveness.IsLive(result) || _liveness.IsLive(loop.Body.Parameters[i + 1]))];

    private bool[] AreLive(WhileOp loop)
        => [.. loop.WhileResults.Select((result, i) => _liveness.IsLive(result) || _liveness.IsLive(loop.Condition.Parameters[i]) || _liveness.IsLive(loop.Body.Parameters[i]))];

    // (a, b) = if (c) { yield x, y } else { yield z, w }; return a  ---->  a = if (c) { yield x } else { yield z }
    private static IfOp Narrowed(IfOp branch, bool[] isLive)
        => isLive.All(live => live) ? branch : branch with { IfResults = Keep(branch.IfResults, isLive), Then = Keep(branch.Then, isLive), Else = Keep(branch.Else, isLive) };

    // (a, b) = for (i …) carry (p = x, q = y) { yield f(p), g(q) }; return a  ---->  a = for (i …) carry (p = x) { yield f(p) }
    private static ForOp Narrowed(ForOp loop, bool[] isLive)
    {
        if (isLive.All(live => live)) return loop;
        Region body = Keep(loop.Body, isLive);
        return loop with
        {
            ForResults = Keep(loop.ForResults, isLive),
            Inits = Keep(loop.Inits, isLive),
            Body = body with { Parameters = new[] { loop.Body.Parameters[0] }.Concat(Keep(loop.Body.Parameters.Skip(1), isLive)).ToEquatable() },
        };
    }

    private static WhileOp Narrowed(WhileOp loop, bool[] isLive)
    {
        if (isLive.All(live => live)) return loop;
        Region body = Keep(loop.Body, isLive);
        return loop with
        {
            WhileResults = Keep(loop.WhileResults, isLive),
            Inits = Keep(loop.Inits, isLive),
            Condition = loop.Condition with { Parameters = Keep(loop.Condition.Parameters, isLive) },
            Body = body with { Parameters = Keep(loop.Body.Parameters, isLive) },
        };
    }

    private static Region Keep(Region region, bool[] isLive)
        => region.Throws ? region : region with { Yields = Keep(region.Yields, isLive) };

    private static EquatableArray<Value> Keep(IEnumerable<Value> values, bool[] isLive) => values.Where((_, i) => isLive[i]).ToEquatable();
}
