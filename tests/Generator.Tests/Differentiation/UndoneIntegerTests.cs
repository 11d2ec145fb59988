using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>Integers that a trip moves by what can be computed again are moved back, and kept nowhere.</summary>
public sealed class UndoneIntegerTests
{
    [Theory]
    [InlineData("p *= 1 + x[next]; next += i + 1;", "next -= ")]
    [InlineData("p *= 1 + x[next]; next = i + next;", "next -= ")]
    [InlineData("p *= 1 + x[99 - next]; next -= 2 * i;", "next += ")]
    [InlineData("p *= 1 + x[next]; next += Math.Max(i, x.Length - i) - i;", "next -= ")]
    [InlineData("p *= 1 + x[next]; next += (int)x[i] * i;", "next -= ")]
    public void A_step_that_can_be_computed_again_is_undone(string body, string undone)
    {
        string text = Text(body);
        Assert.Contains(undone, text[text.IndexOf("reverse sweep", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("nextCache", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p *= 1 + x[next]; if (x[i] > 0) next += i;")]
    [InlineData("p *= 1 + x[next]; next += next % 3;")]
    [InlineData("p *= 1 + x[next]; next += (int)p;")]
    [InlineData("p *= 1 + x[next]; next = i * i - next;")]
    [InlineData("p *= 1 + x[next]; next = checked(next + i);")]
    public void Any_other_is_kept(string body) => Assert.Contains("nextCache", Text(body), StringComparison.Ordinal);

    private static string Text(string body)
    {
        GeneratorRun run = GeneratorRun.Of($"{MarkedSource.Usings}public static partial class Sample\n{{\n[Differentiable]\npublic static double F(ReadOnlySpan<double> x)\n{{\ndouble p = 1; int next = 0;\nfor (int i = 0; i < x.Length; i++)\n{{\n{body}\n}}\nreturn p;\n}}\n}}\n");
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        return run.SingleText;
    }
}
