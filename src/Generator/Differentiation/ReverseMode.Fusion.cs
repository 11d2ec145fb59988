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

    /// <summary>The seed of a written buffer can't be gathered apart: a loop that may throw isn't fused beside one.</summary>
    private FusedLoop? FindFused(Region region)
    {
        FusedLoop? fused = FusedLoop.Find(_primal, region, _activity, _roots, _definitions);
        bool hasWritten = _spec.Roles.Where((role, i) => role == AdjointRole.Accumulated && _spec.Written[i]).Any();
        return fused is not null && hasWritten && MayThrow(fused) ? null : fused;
    }

    private bool MayThrow(FusedLoop fused) => _effects.Of(fused.Loop).Throws || fused.Later.Any(operation => _effects.Of(operation).Throws);

    private void EmitFused(ReverseScope scope, FusedLoop fused, bool isOutermost)
    {
        EquatableArray<Operation> operations = scope.Region.Operations;
        for (int i = operations.Count - 1; i > fused.Position; i--) Reverse(scope, operations[i]);
        if (isOutermost) ClearOutputs();
        EmitLoop(scope, fused.Loop);
        _builder.Origin = Origin.None;
        foreach (Operation operation in operations.Skip(fused.Position + 1).Where(fused.Later.Contains)) _builder.Add(operation);
    }

    /// <summary>The body is an inline scope of its own. Carried: the primal's values, and the adjoints of what the body uses from outside.</summary>
    private void EmitLoop(ReverseScope scope, ForOp loop)
    {
        List<Value> seeds = [.. loop.Results.Select(result => Take(scope, result))];
        List<Value> free = FreeActive(loop.Body);
        List<Value> carried = [.. free.Select(outer => _builder.Define(_primal.TypeOf(outer), AdjointName(outer)))];
        List<Value> inits = [.. free.Select(outer => scope.Adjoints.TryGetValue(outer, out Value adjoint) ? adjoint : Zero(outer))];
        ReverseScope body = Open(loop.Body, scope, ScopeKind.Inline);
        for (int i = 0; i < free.Count; i++) body.Adjoints[free[i]] = carried[i];
        List<Operation> operations = _builder.Collect(() => EmitInline(body, scope.FinalCursors, () => SeedYields(body, loop.Body, seeds), isOutermost: false));

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
    /// A fused loop that may throw must not touch the outputs before it is over: its derivatives are gathered apart and
    /// committed at the end.
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
        if (FindFused(region) is { } fused) return MayThrow(fused);
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
