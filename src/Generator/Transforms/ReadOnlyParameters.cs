using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Buffer parameters that a function never writes become read-only, with all that is made of them.</summary>
internal static class ReadOnlyParameters
{
    /// <param name="function">An out-of-line function.</param>
    /// <param name="written">The indices of the parameters that it or a callee writes.</param>
    public static Function Run(Function function, ISet<int> written)
    {
        var roots = new BufferRoots(function with { ParametersMayAlias = false });
        HashSet<Value> constant = [.. function.Parameters.Where((parameter, i) => function.TypeOf(parameter).Shape == IrShape.Buffer && !written.Contains(i))];
        List<IrType> types = [.. function.Types];
        foreach (Value parameter in constant) types[parameter.Id] = types[parameter.Id] with { Shape = IrShape.ReadOnlyBuffer };
        Visit(function.Body);
        return function with { Types = TypeTable.Of(types) };

        void Visit(Region region)
        {
            foreach (Operation operation in region.Operations)
            {
                if (operation is ViewOp or ChooseOp && roots.Of(operation.Results[0]).Any(root => types[root.Id].Shape == IrShape.ReadOnlyBuffer))
                    types[operation.Results[0].Id] = types[operation.Results[0].Id] with { Shape = IrShape.ReadOnlyBuffer };
                foreach (Region nested in operation.Regions) Visit(nested);
            }
        }
    }
}
