using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>The passes that optimise, by name.</summary>
internal static class Passes
{
    public static readonly Dictionary<string, Func<Function, Function>> ByName = new()
    {
        [nameof(Simplify)] = Simplify.Run,
        [nameof(CommonSubexpressions)] = CommonSubexpressions.Run,
        [nameof(DeadCode)] = DeadCode.Run,
        [nameof(LoopInvariants)] = LoopInvariants.Run,
        ["All"] = All,
    };

    public static Function All(Function function)
    {
        for (int i = 0; i < 2; i++)
            function = DeadCode.Run(LoopInvariants.Run(CommonSubexpressions.Run(Simplify.Run(function))));
        return function;
    }
}
