using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>What every pass promises: the same bits, the same writes, the same exceptions.</summary>
public sealed class EquivalenceTests
{
    public static TheoryData<string> Names() => [.. Passes.ByName.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_pass_keeps_the_meaning_of_random_functions(string pass)
    {
        for (int seed = 0; seed < 600; seed++)
        {
            Function function = RandomFunctions.Create(seed, 10 + (seed % 60));
            Function result = Passes.ByName[pass](function);
            IrVerifier.Verify(result);
            for (int run = 0; run < 4; run++)
            {
                string expected = RandomFunctions.Observe(function, run), actual = RandomFunctions.Observe(result, run);
                Assert.True(expected == actual, $"seed {seed}, run {run}: {actual} instead of {expected}\n{IrPrinter.Print(function)}\n{IrPrinter.Print(result)}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_pass_gives_the_same_function_twice(string pass)
    {
        for (int seed = 0; seed < 50; seed++)
            Assert.Equal(Passes.ByName[pass](RandomFunctions.Create(seed, 60)), Passes.ByName[pass](RandomFunctions.Create(seed, 60)));
    }

    /// <summary>Not one that is equal: what was found out about it is kept with it.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_pass_that_changes_nothing_gives_back_the_function_itself(string pass)
    {
        const int most = 10;
        for (int seed = 0; seed < 100; seed++)
        {
            Function function = RandomFunctions.Create(seed, 10 + (seed % 60));
            for (int i = 0; i < most; i++)
            {
                Function after = Passes.ByName[pass](function);
                if (after.Equals(function)) Assert.Same(function, after);
                function = after;
            }
        }
    }
}
