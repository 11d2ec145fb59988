using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// The fused loops of a region. The region's results depend on theirs linearly (<c>return sum / n + penalty</c>), so that the
/// adjoints of the sums are known before the first of them runs; and nothing after a loop writes what it touches, so that its
/// adjoints may be added before those of what comes later.
/// </summary>
/// <param name="Loops">The loops, in order.</param>
/// <param name="Later">The operations that depend on the results of the loops: their adjoints come first.</param>
/// <param name="Early">Operations from after the first loop that those adjoints need: they move before it.</param>
internal sealed record Fusion(IReadOnlyList<FusedLoop> Loops, HashSet<Operation> Later, HashSet<Operation> Early)
{
    /// <summary>What can be fused in a region; null where nothing can.</summary>
    public static Fusion? Find(Function function, Region region, Activity activity, Effects effects, Definitions definitions)
    {
        List<FusedLoop> loops = [];
        for (int i = 0; i < region.Operations.Count; i++)
            if (region.Operations[i] is ForOp { IsSolved: false } loop && loop.Results.Any(activity.IsActive) && IsCandidate(function, region, loop, activity, effects)) loops.Add(new FusedLoop(i, loop));
        // Without one of them the others may do.
        while (loops.Count > 0)
        {
            var finder = new Finder(function, region, activity, effects, definitions, loops);
            if (finder.FirstObstacle() is not { } obstacle) return new Fusion(loops, finder.Later, finder.Early);
            loops.Remove(obstacle);
        }
        return null;
    }

    private static bool IsCandidate(Function function, Region region, ForOp loop, Activity activity, Effects effects)
        => FusedLoop.AreIndependent(function, loop, activity, effects, Scratch.Of(region, loop, effects));

    /// <summary>Tries a set of loops.</summary>
    private sealed class Finder(Function function, Region region, Activity activity, Effects effects, Definitions definitions, List<FusedLoop> loops)
    {
        private readonly Dictionary<Value, FusedLoop> _dependent = [];

        public HashSet<Operation> Later { get; } = new(ReferenceComparer.Instance);

        public HashSet<Operation> Early { get; } = new(ReferenceComparer.Instance);

        /// <summary>A loop that can't be fused with the others, or null.</summary>
        public FusedLoop? FirstObstacle()
        {
            int next = 0;
            for (int i = loops[0].Position; i < region.Operations.Count; i++)
            {
                Operation operation = region.Operations[i];
                OperationEffects effect = effects.Of(operation);
                FusedLoop? own = next < loops.Count && loops[next].Position == i ? loops[next] : null;
                foreach (FusedLoop before in loops.Take(next))
                    if (effect.IsOpaque || (own is null && effect.Writes.Any(written => Touches(before.Loop, written)))) return before;
                if (operation.Uses.Where(_dependent.ContainsKey).Select(used => _dependent[used]).FirstOrDefault() is { } source)
                {
                    if (operation is not ScalarOp scalar || !IsLinear(scalar)) return source;
                    Later.Add(scalar);
                    _dependent[scalar.Result] = source;
                }
                if (own is null) continue;
                foreach (Value result in own.Loop.Results) _dependent[result] = own;
                next++;
            }
            return null;
        }

        private bool Touches(ForOp loop, Value written)
        {
            OperationEffects touched = effects.Of(loop);
            return touched.Reads.Contains(written) || touched.Writes.Contains(written);
        }

        /// <summary>Whether the adjoints of the operands need nothing that depends on a loop, and nothing that can't be had before the first.</summary>
        private bool IsLinear(ScalarOp scalar)
        {
            if (!activity.IsActive(scalar.Result) || ScalarRule.Find(scalar) is not { } rule) return true;
            for (int i = 0; i < scalar.Arguments.Count; i++)
            {
                if (!activity.IsActive(scalar.Arguments[i])) continue;
                IReadOnlyCollection<int> needs = rule.Needs(i, function.TypeOf(scalar.Arguments[i]).Kind, index => definitions.LiteralOf(scalar.Arguments[index]));
                if (!needs.All(need => MakeEarly(need == ScalarRule.Result ? scalar.Result : scalar.Arguments[need]))) return false;
            }
            return true;
        }

        private bool MakeEarly(Value value)
        {
            if (_dependent.ContainsKey(value)) return false;
            if (definitions.Of(value) is not { } definition || !ReferenceEquals(definitions.RegionOf(value), region) || Position(definition) < loops[0].Position) return true;
            if (definition is not (ConstantOp or ScalarOp or LengthOp) || effects.Of(definition).Throws || !definition.Operands.All(MakeEarly)) return false;
            Early.Add(definition);
            return true;
        }

        private int Position(Operation operation)
        {
            for (int i = 0; i < region.Operations.Count; i++)
                if (ReferenceEquals(region.Operations[i], operation)) return i;
            throw new InvalidOperationException("An operation of another region");
        }
    }
}
