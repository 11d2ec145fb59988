using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>The passes that optimise, by name: those of the compiler's lists, and all of them.</summary>
internal static class Passes
{
    /// <summary>Of the random functions most loops are unrolled then, if their trips are known.</summary>
    private const int UnrollLimit = 400;

    public static readonly Dictionary<string, Func<Function, Function>> ByName = new(
        Compiler.Passes.Concat(Compiler.PrimalPasses(UnrollLimit)).Concat(Compiler.FinalPasses).DistinctBy(pass => pass.Name).Select(pass => KeyValuePair.Create(pass.Name, pass.Run))
            .Append(KeyValuePair.Create<string, Func<Function, Function>>("Unrolled", Unrolled)).Append(KeyValuePair.Create<string, Func<Function, Function>>("All", All)).Append(KeyValuePair.Create<string, Func<Function, Function>>("Final", Final)));

    public static Function All(Function function) => Compiler.Run(function, Compiler.Passes);

    public static Function Final(Function function) => Compiler.Run(function, Compiler.FinalPasses, rounds: 1);

    public static Function OnPrimal(Function function) => Compiler.Run(function, Compiler.PrimalPasses(0));

    public static Function Unrolled(Function function) => Compiler.Run(function, Compiler.PrimalPasses(UnrollLimit));
}
