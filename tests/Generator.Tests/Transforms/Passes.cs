using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>The passes that optimise, by name: those of the compiler's lists, and all of them.</summary>
internal static class Passes
{
    public static readonly Dictionary<string, Func<Function, Function>> ByName = new(
        Compiler.Passes.Concat(Compiler.PrimalPasses).Concat(Compiler.FinalPasses).DistinctBy(pass => pass.Name).Select(pass => KeyValuePair.Create(pass.Name, pass.Run))
            .Append(KeyValuePair.Create<string, Func<Function, Function>>("All", All)).Append(KeyValuePair.Create<string, Func<Function, Function>>("Final", Final)));

    public static Function All(Function function) => Compiler.Run(function, Compiler.Passes);

    public static Function Final(Function function) => Compiler.Run(function, Compiler.FinalPasses, rounds: 1);

    public static Function OnPrimal(Function function) => Compiler.Run(function, Compiler.PrimalPasses);
}
