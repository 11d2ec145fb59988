using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Puts callees into their callers, bottom-up, within a budget; what is recursive or too large stays out of line.
/// <code>
/// r = call F(a)   ---->   the operations of F on a
/// </code>
/// </summary>
internal static class Inline
{
    /// <summary>The most operations that inlining may build a function up to.</summary>
    private const int Budget = 20_000;

    /// <summary>The most values of straight code that is inlined wherever it is called.</summary>
    private const int StraightBudget = 300;

    /// <param name="functions">The entry first, then what it reaches; what isn't among them stays a call.</param>
    /// <returns>The entry, then the functions that stay out of line, in the order of the input.</returns>
    public static IReadOnlyList<Function> Run(IReadOnlyList<Function> functions)
    {
        Dictionary<string, Function> done = [];
        var byName = functions.ToDictionary(function => function.Name);
        HashSet<string> recursive = Recursive(byName);
        foreach (Function function in functions) Finish(function, byName, recursive, done);

        List<Function> kept = [done[functions[0].Name]];
        HashSet<string> reached = [functions[0].Name];
        for (int i = 0; i < kept.Count; i++)
        {
            foreach (string callee in Callees(kept[i].Body).Distinct())
                if (reached.Add(callee) && done.TryGetValue(callee, out Function? function)) kept.Add(function);
        }
        return recursive.Contains(functions[0].Name) ? [kept[0], kept[0] with { ParametersMayAlias = true }, .. kept.Skip(1)] : kept;
    }

    /// <summary>Puts straight code that calls nothing into what calls it, as long as there is any.</summary>
    /// <param name="entries">Functions that nothing calls.</param>
    /// <param name="functions">Functions that they, and one another, call.</param>
    /// <param name="optimise">Run on what changed.</param>
    public static (IReadOnlyList<Function> Entries, IReadOnlyList<Function> Functions) Straight(IReadOnlyList<Function> entries, IReadOnlyList<Function> functions, System.Func<Function, Function> optimise)
    {
        while (true)
        {
            Dictionary<string, Function> straight = functions.Where(IsStraight).ToDictionary(function => function.Name);
            if (straight.Count == 0) return (entries, functions);
            Function Finished(Function function) => Callees(function.Body).Any(straight.ContainsKey)
                ? optimise(new Inliner(name => straight.TryGetValue(name, out Function? callee) ? callee : null).Run(function)) with { Name = function.Name }
                : function;
            entries = [.. entries.Select(Finished)];
            functions = [.. functions.Where(function => !straight.ContainsKey(function.Name)).Select(Finished)];
        }
    }

    private static bool IsStraight(Function function)
        => Size(function) <= StraightBudget && !function.Body.Throws && function.Body.Operations.All(operation => operation.Regions.Count == 0 && operation is not CallOp { Foreign: null });

    /// <summary>Replaces the calls of one function in another.</summary>
    public static Function Into(Function caller, Function callee) => new Inliner(name => name == callee.Name ? callee : null).Run(caller);

    public static IEnumerable<string> Callees(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is CallOp { Foreign: null } call) yield return call.Function;
            foreach (Region nested in operation.Regions)
                foreach (string callee in Callees(nested)) yield return callee;
        }
    }

    private static Function Finish(Function function, Dictionary<string, Function> all, HashSet<string> recursive, Dictionary<string, Function> done)
    {
        if (done.TryGetValue(function.Name, out Function? known)) return known;
        done[function.Name] = function;
        int size = Size(function);
        Function inlined = new Inliner(name =>
        {
            if (!all.TryGetValue(name, out Function? source)) return null;
            Function callee = Finish(source, all, recursive, done);
            if (recursive.Contains(name) || size + Size(callee) > Budget) return null;
            size += Size(callee);
            return callee;
        }).Run(function);
        return done[function.Name] = inlined;
    }

    private static int Size(Function function) => function.Types.Count;

    /// <summary>The functions that reach themselves.</summary>
    private static HashSet<string> Recursive(Dictionary<string, Function> functions)
    {
        Dictionary<string, HashSet<string>> callees = functions.ToDictionary(pair => pair.Key, pair => new HashSet<string>(Callees(pair.Value.Body)));
        var recursive = new HashSet<string>();
        foreach (string name in functions.Keys)
        {
            var reached = new HashSet<string>();
            var work = new Stack<string>(callees[name]);
            while (work.Count > 0)
            {
                string next = work.Pop();
                if (!reached.Add(next)) continue;
                if (!callees.TryGetValue(next, out HashSet<string>? further)) continue;
                foreach (string callee in further) work.Push(callee);
            }
            if (reached.Contains(name)) recursive.Add(name);
        }
        return recursive;
    }

    private sealed class Inliner(System.Func<string, Function?> find) : IrRewriter
    {
        protected override void Rewrite(Operation operation)
        {
            if (operation is not CallOp { Foreign: null, IsSolution: false } call || find(call.Function) is not { } callee)
            {
                Copy(operation);
                return;
            }
            var map = new Value[callee.Types.Count];
            HashSet<Value> choices = [];
            Dictionary<Value, Value> origins = Windows(callee.Body, choices);
            for (int i = 0; i < callee.Parameters.Count; i++) map[callee.Parameters[i].Id] = Use(call.Arguments[i]);
            Origin outer = Builder.Origin;
            Splice(callee, callee.Body.Operations, map, origins, choices);
            Builder.Origin = outer;
            if (callee.Body.Throws) return;
            for (int i = 0; i < call.Results.Count; i++)
            {
                Value result = map[callee.Body.Yields[i].Id];
                if (Source.NameOf(call.Results[i]) is { Length: > 0 } name) Builder.Name(result, name);
                Replace(call.Results[i], result);
            }
        }

        /// <summary>What each window or choice is taken from.</summary>
        private static Dictionary<Value, Value> Windows(Region body, HashSet<Value> choices)
        {
            var origins = new Dictionary<Value, Value>();
            void Visit(Region region)
            {
                foreach (Operation operation in region.Operations)
                {
                    if (operation is ViewOp view) origins[view.Result] = view.Buffer;
                    if (operation is ChooseOp choose)
                    {
                        origins[choose.Result] = choose.Buffers[0];
                        choices.Add(choose.Result);
                    }
                    foreach (Region nested in operation.Regions) Visit(nested);
                }
            }
            Visit(body);
            return origins;
        }

        private void Splice(Function callee, EquatableArray<Operation> operations, Value[] map, Dictionary<Value, Value> origins, HashSet<Value> choices)
        {
            foreach (Operation operation in operations)
            {
                int row = operation.Origin.Source < 0 ? -1 : Builder.Source(callee.Sources[operation.Origin.Source]);
                Builder.Add(operation.With(Use, Define, SpliceRegion) with { Origin = operation.Origin with { Source = row } });
            }

            Value Use(Value value) => map[value.Id];

            Value Define(Value value) => map[value.Id] = Builder.Define(TypeOf(value), callee.NameOf(value));

            // A window is on what it is a window of: the caller's storage, to be written or not.
            IrType TypeOf(Value value)
            {
                IrType type = callee.TypeOf(value);
                if (!type.IsBuffer || !origins.TryGetValue(value, out Value source)) return type;
                IrType storage = Builder.TypeOf(map[source.Id]);
                bool isWindow = !choices.Contains(value) && storage.Shape != IrShape.Arena;
                return type with { Of = storage.Of, Shape = isWindow ? storage.Shape : type.Shape };
            }

            Region SpliceRegion(Region region)
            {
                EquatableArray<Value> parameters = region.Parameters.Select(Define).ToEquatable();
                return Builder.Region(parameters, () =>
                {
                    Splice(callee, region.Operations, map, origins, choices);
                    return region.Yields.Select(Use).ToEquatable();
                });
            }
        }
    }
}
