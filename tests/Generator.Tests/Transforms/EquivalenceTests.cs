using System.Globalization;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

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
                string expected = Observe(function, run), actual = Observe(result, run);
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

    /// <summary>Results and written buffers by their bits, or the exception. NaN is one value: its payload is not promised.</summary>
    private static string Observe(Function function, int seed)
    {
        object[] arguments = RandomFunctions.Arguments(seed);
        string outcome;
        try
        {
            outcome = string.Join(", ", IrInterpreter.Run(function, arguments).Select(Text));
        }
        catch (Exception exception) when (exception is IrException or IndexOutOfRangeException or ArithmeticException or ArgumentException)
        {
            outcome = exception.GetType().Name + exception.Message;
        }
        return $"{outcome}; {string.Join(", ", ((double[])arguments[4]).Select(value => Text(value)))}";
    }

    private static string Text(object value) => value is double number
        ? (double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture))
        : value.ToString()!;
}
