using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// A loop over independent iterations, but for sums, whose adjoints are known before it: forward and reverse of one
/// iteration run together, and nothing is stored across iterations.
/// </summary>
/// <param name="Position">Where the loop stands in its region.</param>
/// <param name="Loop">The loop.</param>
/// <param name="Later">Of the operations after it, those that depend on its results.</param>
internal sealed record FusedLoop(int Position, ForOp Loop, HashSet<Operation> Later)
{
    /// <summary>
    /// The last loop of a region, where the results of the region depend on it linearly (<c>return sum / n</c>) and its
    /// iterations share nothing but sums.
    /// </summary>
    public static FusedLoop? Find(Function function, Region region, Activity activity, BufferRoots roots, Definitions definitions)
    {
        int position = region.Operations.Count - 1;
        while (position >= 0 && region.Operations[position] is ConstantOp or ScalarOp or LengthOp) position--;
        if (position < 0 || region.Operations[position] is not ForOp loop || !loop.Results.Any(activity.IsActive)) return null;
        if (!AreIndependent(function, loop, activity, roots)) return null;

        var dependent = new HashSet<Value>(loop.Results);
        var later = new HashSet<Operation>(ReferenceComparer.Instance);
        foreach (Operation operation in region.Operations.Skip(position + 1))
        {
            if (!operation.Operands.Any(dependent.Contains)) continue;
            later.Add(operation);
            dependent.UnionWith(operation.Results);
        }
        bool isLinear = region.Operations.Skip(position + 1).OfType<ScalarOp>().All(scalar => IsLinear(function, scalar, dependent, activity, definitions));
        return isLinear ? new FusedLoop(position, loop, later) : null;
    }

    /// <summary>Whether the adjoints of the operands need nothing that depends on the loop.</summary>
    private static bool IsLinear(Function function, ScalarOp scalar, HashSet<Value> dependent, Activity activity, Definitions definitions)
    {
        if (!activity.IsActive(scalar.Result) || ScalarRule.Find(scalar) is not { } rule) return true;
        for (int i = 0; i < scalar.Arguments.Count; i++)
        {
            if (!activity.IsActive(scalar.Arguments[i])) continue;
            IReadOnlyCollection<int> needs = rule.Needs(i, function.TypeOf(scalar.Arguments[i]).Kind, index => definitions.LiteralOf(scalar.Arguments[index]));
            if (needs.Any(need => dependent.Contains(need == ScalarRule.Result ? scalar.Result : scalar.Arguments[need]))) return false;
        }
        return true;
    }

    /// <summary>Whether the body writes only storage of its own, and every active carried value is a sum.</summary>
    public static bool AreIndependent(Function function, ForOp loop, Activity activity, BufferRoots roots)
    {
        if (loop.Body.Throws || !WritesOwn(function, loop.Body, roots, [])) return false;
        Dictionary<Value, int> uses = [];
        Count(loop.Body, uses);
        for (int i = 0; i < loop.Inits.Count; i++)
        {
            Value carried = loop.Body.Parameters[i + 1];
            bool isActive = activity.IsActive(carried) || activity.IsActive(loop.Body.Yields[i]) || activity.IsActive(loop.Results[i]);
            if (isActive && !IsSum(loop.Body, carried, loop.Body.Yields[i], uses)) return false;
        }
        return true;
    }

    /// <summary><c>yield c + t</c>, <c>yield c - t</c>, <c>yield (c + t) + u</c>: the carried value enters once, with factor 1.</summary>
    private static bool IsSum(Region body, Value carried, Value yield, Dictionary<Value, int> uses)
    {
        while (true)
        {
            if (uses.TryGetValue(carried, out int count) && count != 1) return false;
            if (carried == yield) return true;
            ScalarOp? sum = body.Operations.OfType<ScalarOp>().FirstOrDefault(operation =>
                (operation.Code == Codes.Add && operation.Arguments.Contains(carried)) || (operation.Code == Codes.Subtract && operation.Arguments[0] == carried));
            if (sum is null) return false;
            carried = sum.Result;
        }
    }

    private static void Count(Region region, Dictionary<Value, int> uses)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands) Add(operand);
            foreach (Region nested in operation.Regions) Count(nested, uses);
        }
        foreach (Value yield in region.Yields) Add(yield);

        void Add(Value value) => uses[value] = (uses.TryGetValue(value, out int count) ? count : 0) + 1;
    }

    private static bool WritesOwn(Function function, Region region, BufferRoots roots, HashSet<Value> own)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case AllocOp alloc: own.Add(alloc.Result); break;
                case StoreOp store when !roots.Of(store.Buffer).All(own.Contains): return false;
                case ClearOp clear when !roots.Of(clear.Buffer).All(own.Contains): return false;
                case GrowOp or OpaqueOp { IsStateful: true }: return false;
                case CallOp call when call.Written(function.TypeOf).Any(argument => !roots.Of(argument).All(own.Contains)): return false;
            }
            if (!operation.Regions.All(nested => WritesOwn(function, nested, roots, own))) return false;
        }
        return true;
    }
}
