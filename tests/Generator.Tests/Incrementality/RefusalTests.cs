using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Incrementality;

/// <summary>A refused method costs its neighbours nothing.</summary>
public sealed class RefusalTests
{
    public const string Source = """
        using System;
        using DiffGen;

        namespace Samples;

        public static partial class Neighbours
        {
            [Differentiable]
            public static double Good(double x) => x * x;

            [Differentiable]
            public static double Bad(double x)
            {
                try
                {
                    return x * x;
                }
                finally
                {
                    Console.WriteLine();
                }
            }
        }

        """;

    private const string Caller = """
        namespace Samples;

        public static class Caller
        {
            public static double Derivative(double x)
            {
                Neighbours.GoodGradient(x, out double dX);
                return dX;
            }
        }

        """;

    [Fact]
    public void The_other_method_is_generated_and_right()
    {
        GeneratorRun run = GeneratorRun.Of(new SourceFile("Neighbours.cs", Source), new SourceFile("Caller.cs", Caller));
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        using var assembly = new LoadedAssembly(run.Output);
        Assert.Equal(6, assembly.Method<Func<double, double>>("Samples.Caller", "Derivative")(3));
    }

    [Fact]
    public void The_second_run_is_cached() => GeneratorChecks.Second_run_is_cached(GeneratorRun.Of(Source));
}
