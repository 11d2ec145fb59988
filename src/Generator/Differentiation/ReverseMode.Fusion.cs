using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Loops whose iterations do both sweeps at once.
/// <code>
/// for (r…) sum += f(r);  return sum / n;   ---->   dSum = 1 / n;  for (r…) { t = f(r); sum += t; reverse f with dSum }
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly List<(Value Output, Value Local, bool IsAdded)> _redirected = [];
    private readonly Dictionary<Region, Fusion?> _fusions = new(ReferenceComparer.Instance);

    /// <summary>The seed of a written buffer can't be gathered apart: a loop that may throw isn't fused beside one.</summary>
    private Fusion? FindFusion(Region region)
    {
        if (_fusions.TryGetValue(region, out Fusion? known)) return known;
        Fusion? fusion = IsJoint(region) ? Fusion.Find(_primal, region, _activity, _effects, _definitions) : null;
        bool hasWritten = _spec.Roles.Where((role, i) => role == AdjointRole.Accumulated && _spec.Written[i]).Any();
        return _fusions[region] = fusion is not null && hasWritten && MayThrow(region, fusion) ? null : fusion;
    }

    /// <summary>Whether its sweeps may run together: the derivative of an arena is made when no array comes to it any more.</summary>
    private static bool IsJoint(Region region) => !region.Throws && !region.Operations.Any(operation => operation is AllocOp { Kind: AllocKind.Arena });

    /// <summary>The loops of the function that do both sweeps trip by trip.</summary>
    private HashSet<Operation> FusedLoops(Region body)
    {
        var loops = new HashSet<Operation>(ReferenceComparer.Instance);
        Visit(body);
        return loops;

        void Visit(Region region)
        {
            foreach (FusedLoop fused in FindFusion(region)?.Loops ?? [])
            {
                loops.Add(fused.Loop);
                Visit(fused.Loop.Body);
            }
            if (FindFusion(region) is null && region.Operations.Count > 0 && region.Operations[region.Operations.Count - 1] is IfOp tail)
                foreach (Region side in tail.Regions) Visit(side);
        }
    }

    /// <summary>Whether something may throw once adjoints are being added to.</summary>
    private bool MayThrow(Region region, Fusion fusion)
        => region.Operations.Skip(fusion.Loops[0].Position).Any(operation => _effects.Of(operation) is { Throws: true } or { MayDiverge: true });

    /// <summary>The body is an inline scope of its own. Carried: the primal's values, and the adjoints of what the body uses from outside.</summary>
    private void EmitLoop(ReverseScope scope, ForOp loop, Dictionary<ScalarKind, Value> cursors)
    {
        List<Value> seeds = [.. loop.Results.Select(result => Take(scope, result))];
        List<Value> free = FreeActive(loop.Body);
        List<Value> carried = [.. free.Select(outer => _builder.Define(_primal.TypeOf(outer), AdjointName(outer)))];
        List<Value> inits = [.. free.Select(outer => scope.Adjoints.TryGetValue(outer, out Value adjoint) ? adjoint : Zero(outer))];
        ReverseScope body = Open(loop.Body, scope, ScopeKind.Inline);
        for (int i = 0; i < free.Count; i++) body.Adjoints[free[i]] = carried[i];
        List<Operation> operations = _builder.Collect(() => EmitInline(body, cursors, () => SeedYields(body, loop.Body, seeds), isOutermost: false));

        List<Value> results = [.. free.Select(outer => _builder.Define(_primal.TypeOf(outer), AdjointName(outer)))];
        _builder.Add(loop with
        {
            ForResults = loop.ForResults.Concat(results).ToEquatable(),
            Inits = loop.Inits.Concat(inits).ToEquatable(),
            Body = new Region(
                loop.Body.Parameters.Concat(carried).ToEquatable(),
                operations.ToEquatable(),
                loop.Body.Yields.Concat(free.Select(outer => body.Adjoints[outer])).ToEquatable()),
        });
        for (int i = 0; i < free.Count; i++) scope.Adjoints[free[i]] = results[i];
        for (int i = 0; i < seeds.Count; i++)
            if (!seeds[i].IsNone && _activity.IsActive(loop.Inits[i])) Accumulate(scope, loop.Inits[i], seeds[i]);
    }

    /// <summary>
    /// Where something may throw once a fused loop has begun, its derivatives must not touch the outputs: they are gathered
    /// apart and committed at the end.
    /// </summary>
    private void RedirectOutputs()
    {
        if (!FusedMayThrow(_primal.Body)) return;
        foreach (KeyValuePair<Value, Value> shadow in _parameterShadows.OrderBy(pair => pair.Value.Id).ToList())
        {
            int index = _primal.Parameters.ToList().IndexOf(shadow.Key);
            Value local = Outputs.Local(_builder, shadow.Value);
            _redirected.Add((shadow.Value, local, _spec.Roles[index] == AdjointRole.Accumulated));
            _parameterShadows[shadow.Key] = local;
            _cleared.Remove(shadow.Value);
        }
    }

    private bool FusedMayThrow(Region region)
    {
        if (FindFusion(region) is { } fusion) return MayThrow(region, fusion);
        return region.Operations.Count > 0 && region.Operations[region.Operations.Count - 1] is IfOp tail
            && (FusedMayThrow(tail.Then) || FusedMayThrow(tail.Else));
    }

    private void CommitOutputs()
    {
        _builder.Origin = Origin.None;
        Outputs.Prepare(_builder, _redirected.Where(redirected => !redirected.IsAdded).Select(redirected => redirected.Output));
        foreach ((Value output, Value local, bool isAdded) in _redirected) Outputs.Commit(_builder, output, local, isAdded);
    }
}
