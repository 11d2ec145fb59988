using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Tests.Transforms;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>
/// Reverse mode on random functions: the value is the primal's, the optimised derivative is the unoptimised one, and both
/// agree with central differences wherever two step sizes do.
/// </summary>
public sealed class RandomGradientTests
{
    /// <summary>Of (double, double, int, bool, double[4] written, readonly double[4]).</summary>
    private static readonly AdjointRole[] Roles =
        [AdjointRole.Scalar, AdjointRole.Scalar, AdjointRole.Constant, AdjointRole.Constant, AdjointRole.Accumulated, AdjointRole.Accumulated];

    public static TheoryData<bool> Unrolling => [false, true];

    [Theory, MemberData(nameof(Unrolling))]
    public void Optimised_and_unoptimised_agree(bool isUnrolled)
    {
        int compared = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            Function primal = Primal(seed);
            Function plain = Reverse(primal), optimised = Optimised(primal, isUnrolled);
            IrVerifier.Verify(plain);
            IrVerifier.Verify(optimised);
            for (int run = 0; run < 3; run++)
            {
                Outcome expected = Outcome.Of(plain, Arguments(run), seed: 1), actual = Outcome.Of(optimised, Arguments(run), seed: 1);
                Assert.True(expected.Exception == actual.Exception, $"seed {seed}, run {run}: {actual.Exception} instead of {expected.Exception}");
                if (expected.Exception is not null) continue;
                compared++;
                for (int i = 0; i < expected.Values.Length; i++)
                {
                    // Optimisation may drop a zero times infinity, never bring one in.
                    if (double.IsNaN(expected.Values[i]) || Near(expected.Values[i], actual.Values[i], 1e-9)) continue;
                    Assert.Fail(
                        $"seed {seed}, run {run}, number {i}: {actual.Values[i]:R} instead of {expected.Values[i]:R}\n{IrPrinter.Print(primal)}\n{IrPrinter.Print(plain)}\n{IrPrinter.Print(optimised)}");
                }
            }
        }
        Assert.True(compared > 500, $"only {compared} comparisons");
    }

    [Theory, MemberData(nameof(Unrolling))]
    public void Value_and_writes_are_the_primal_s(bool isUnrolled)
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Function primal = Primal(seed), reverse = Optimised(primal, isUnrolled);
            for (int run = 0; run < 3; run++)
            {
                object[] arguments = Arguments(run);
                string? expected = Outcome.Try(() => IrInterpreter.Run(primal, arguments), out object[] values);
                Outcome actual = Outcome.Of(reverse, Arguments(run), seed: 1);
                Assert.Equal(expected, actual.Exception);
                if (expected is not null) continue;
                double[] written = (double[])arguments[4];
                Assert.True(Same((double)values[0], actual.Values[0]), $"seed {seed}, run {run}");
                for (int i = 0; i < written.Length; i++) Assert.True(Same(written[i], actual.Written[i]), $"seed {seed}, run {run}, element {i}");
            }
        }
    }

    [Theory, MemberData(nameof(Unrolling))]
    public void Derivative_agrees_with_differences(bool isUnrolled)
    {
        int compared = 0, undefined = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            Function primal = Primal(seed), reverse = Optimised(primal, isUnrolled);
            for (int run = 0; run < 3; run++)
            {
                Outcome derivative = Outcome.Of(reverse, SmoothArguments(run), seed: 1);
                if (derivative.Exception is not null) continue;
                for (int input = 0; input < 10; input++)
                {
                    if (Difference(primal, run, input) is not { } difference) continue;
                    compared++;
                    double actual = derivative.Derivatives[input];
                    // A function outside its domain whose result turns out unused: zero times NaN.
                    if (double.IsNaN(actual) && ++undefined >= 0) continue;
                    if (Near(difference, actual, 2e-4)) continue;
                    Assert.Fail($"seed {seed}, run {run}, input {input}: {actual:R} instead of {difference:R}\n{IrPrinter.Print(primal)}\n{IrPrinter.Print(reverse)}");
                }
            }
        }
        Assert.True(compared > 3000, $"only {compared} comparisons");
        Assert.True(undefined < compared / 50, $"{undefined} of {compared} undefined");
    }

    private static Function Primal(int seed)
    {
        Function function = RandomFunctions.Create(seed, 8 + (seed % 50));
        return function with { Body = function.Body with { Yields = [function.Body.Yields[0]] } };
    }

    private static Function Optimised(Function primal, bool isUnrolled) => Passes.All(Reverse(isUnrolled ? Passes.Unrolled(primal) : Passes.OnPrimal(primal)));

    private static Function Reverse(Function primal)
        => ReverseMode.Run(primal, new ReverseSpec(Roles, HasSeed: true, [false, false, false, false, true, false], ["a", "b", "", "", "dX", "dY"]), new Pairs([]));

    private static object[] Arguments(int run) => RandomFunctions.Arguments(run);

    /// <summary>Generic values, away from the kinks at special ones.</summary>
    private static object[] SmoothArguments(int run)
    {
        var random = new Random(run + 1);
        double Next() => (random.NextDouble() * 3) - 1.5;
        return [Next(), Next(), random.Next(-3, 6), random.Next(2) == 0, (double[])[Next(), Next(), Next(), Next()], (double[])[Next(), Next(), Next(), Next()]];
    }

    /// <summary>The derivative of value + Σ weight·written with respect to one of the ten inputs; null near a kink.</summary>
    private static double? Difference(Function primal, int run, int input)
    {
        double? coarse = Central(1e-4), fine = Central(5e-5), finest = Central(2e-5);
        return coarse is { } a && fine is { } b && finest is { } c && double.IsFinite(a) && Near(a, b, 1e-6) && Near(b, c, 1e-6) ? b : null;

        double? Central(double step) => At(step) - At(-step) is { } change ? change / (2 * step) : null;

        double? At(double shift)
        {
            object[] arguments = SmoothArguments(run);
            if (input < 2) arguments[input] = (double)arguments[input] + shift;
            else if (input < 6) ((double[])arguments[4])[input - 2] += shift;
            else ((double[])arguments[5])[input - 6] += shift;
            if (Outcome.Try(() => IrInterpreter.Run(primal, arguments), out object[] values) is not null) return null;
            double sum = (double)values[0];
            for (int i = 0; i < 4; i++) sum += Outcome.Weight(i) * ((double[])arguments[4])[i];
            return double.IsFinite(sum) && Math.Abs(sum) < 1e3 ? sum : null;
        }
    }

    private static bool Near(double expected, double actual, double tolerance)
        => Same(expected, actual) || expected == actual || Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected) + Math.Abs(actual));

    private static bool Same(double left, double right) => left.Equals(right) || (double.IsNaN(left) && double.IsNaN(right));

    /// <summary>What a run of the reverse function gave.</summary>
    private sealed record Outcome(string? Exception, double[] Values, double[] Written, double[] Derivatives)
    {
        /// <summary>The adjoint of the written buffer's final content.</summary>
        public static double Weight(int index) => 0.5 + (0.25 * index);

        public static Outcome Of(Function reverse, object[] arguments, double seed)
        {
            double[] dWritten = [Weight(0), Weight(1), Weight(2), Weight(3)], dRead = new double[4];
            string? exception = Try(() => IrInterpreter.Run(reverse, [.. arguments, seed, dWritten, dRead]), out object[] values);
            if (exception is not null) return new Outcome(exception, [], [], []);
            double[] numbers = [.. values.Select(value => (double)value)];
            return new Outcome(null, [.. numbers, .. dWritten, .. dRead], (double[])arguments[4], [numbers[1], numbers[2], .. dWritten, .. dRead]);
        }

        public static string? Try(Func<object[]> run, out object[] values)
        {
            values = [];
            try
            {
                values = run();
                return null;
            }
            catch (Exception exception) when (exception is IrException or IndexOutOfRangeException or ArithmeticException or ArgumentException)
            {
                return exception.GetType().Name + exception.Message;
            }
        }
    }
}
