using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Robustness;

/// <summary>
/// What a method takes to compile grows as its length does. Memory says so, which doesn't depend on the machine: what is quadratic shows
/// as soon as it is a sixth of the whole.
/// </summary>
public sealed class GrowthTests
{
    private const int Few = 200, Factor = 4;

    public static TheoryData<string> Programs => [.. _programs.Keys];

    private static readonly Dictionary<string, Func<int, string>> _programs = new()
    {
        [nameof(LargePrograms.StraightLine)] = LargePrograms.StraightLine,
        [nameof(LargePrograms.Branches)] = LargePrograms.Branches,
        [nameof(LargePrograms.Blocks)] = LargePrograms.Blocks,
        [nameof(LargePrograms.Loops)] = LargePrograms.Loops,
        [nameof(LargePrograms.LocalsInLoop)] = LargePrograms.LocalsInLoop,
        [nameof(LargePrograms.ArrayStatements)] = LargePrograms.ArrayStatements,
        [nameof(LargePrograms.Helpers)] = LargePrograms.Helpers,
        [nameof(LargePrograms.HelperChain)] = LargePrograms.HelperChain,
        [nameof(LargePrograms.EarlyReturns)] = LargePrograms.EarlyReturns,
        [nameof(LargePrograms.ElseIfs)] = LargePrograms.ElseIfs,
        [nameof(LargePrograms.Cases)] = LargePrograms.Cases,
        [nameof(LargePrograms.CasesInLoop)] = LargePrograms.CasesInLoop,
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Memory_grows_as_the_method_does(string program)
    {
        double few = Allocated(_programs[program](Few)), many = Allocated(_programs[program](Factor * Few));
        Assert.InRange(many / few, 1, Factor * 1.5);
    }

    private static long Allocated(string source)
    {
        var file = new SourceFile("Sample.cs", source);
        GeneratorChecks.Reports_nothing(GeneratorRun.Of(file));
        CSharpCompilation compilation = TestCompilation.Create(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GeneratorRun.Of(compilation);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
