using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>What a block declares is forgotten after it, unless a function still uses it.</summary>
public sealed class ScopeTests
{
    private delegate double Gradient(double x, out double dX);

    [Fact]
    public void A_function_keeps_the_variable_of_a_block_that_has_ended()
    {
        GeneratorRun run = GeneratorRun.Of($"{MarkedSource.Usings}public static partial class Sample\n{{\n[Differentiable]\npublic static double F(double x)\n{{\nFunc<double, double> f; {{ double t = x * 2; f = z => z * t; }} return f(x);\n}}\n}}\n");
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        using var assembly = new LoadedAssembly(run.Output);
        Assert.Equal(18, assembly.Method<Gradient>("Samples.Sample", "FGradient")(3, out double dX));
        Assert.Equal(12, dX);
    }
}
