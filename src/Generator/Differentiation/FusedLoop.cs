using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// A loop over independent iterations, but for sums, whose adjoints are known before it: forward and reverse of one
/// iteration run together, and nothing is stored across iterations.
/// </summary>
/// <param name="Position">Where the loop stands in its region.</param>
/// <param name="Loop">The loop.</param>
internal sealed record FusedLoop(int Position, ForOp Loop)
{
    /// <summary>Whether the body writes only storage of its own, and every active carried value is a sum.</summary>
    /// <param name="function">The function.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="activity">Which values are active.</param>
    /// <param name="effects">The effects of the function's operations.</param>
    /// <param name="scratch">Storage from outside that counts as the iteration's own.</param>
    public static bool AreIndependent(Function function, ForOp loop, Activity activity, Effects effects, IEnumerable<Value> scratch)
        => !loop.Body.Throws && OnlySums(loop, activity) && WritesOwn(function, loop.Body, effects.Roots, [.. scratch]);

    /// <summary>
    /// Whether the trips may be undone in any order: besides storage of its own a trip writes elements that no other trip
    /// touches, and every active carried value is a sum.
    /// </summary>
    /// <inheritdoc cref="AreIndependent"/>
    public static bool AnyOrder(Function function, ForOp loop, Activity activity, Effects effects)
        => !loop.Body.Throws && OnlySums(loop, activity) && WritesOwn(function, loop.Body, effects.Roots, [.. OwnElements.Of(loop, effects)]);

    private static bool OnlySums(ForOp loop, Activity activity)
    {
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
