using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>Which buffer parameters of each function are written, by itself or by a callee: a fixed point over the calls.</summary>
internal static class WrittenParameters
{
    /// <summary>For each function, by name, the indices of its written parameters.</summary>
    public static Dictionary<string, HashSet<int>> Of(IReadOnlyList<Function> functions)
    {
        Dictionary<string, HashSet<int>> written = functions.ToDictionary(function => function.Name, _ => new HashSet<int>());
        Dictionary<string, BufferRoots> roots = functions.ToDictionary(function => function.Name, function => new BufferRoots(function with { ParametersMayAlias = false }));
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (Function function in functions)
            {
                var stored = new HashSet<Value>();
                Collect(function.Body, function.TypeOf, written, stored);
                foreach (Value root in stored.SelectMany(roots[function.Name].Of))
                {
                    int index = function.Parameters.ToList().IndexOf(root);
                    if (index >= 0) isChanged |= written[function.Name].Add(index);
                }
            }
        }
        return written;
    }

    private static void Collect(Region region, Func<Value, IrType> typeOf, Dictionary<string, HashSet<int>> written, HashSet<Value> stored)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case StoreOp store: stored.Add(store.Buffer); break;
                case ClearOp clear: stored.Add(clear.Buffer); break;
                case CallOp { TellsWritten: true } call: stored.UnionWith(call.Written(typeOf)); break;
                case CallOp call: stored.UnionWith(Written(call, written[call.Function])); break;
            }
            foreach (Region nested in operation.Regions) Collect(nested, typeOf, written, stored);
        }
    }

    private static IEnumerable<Value> Written(CallOp call, HashSet<int> parameters) => parameters.Select(index => call.Arguments[index]);
}
