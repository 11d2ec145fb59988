using System.Reflection;
using System.Text;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>Every function of <c>double</c> that a number type has, too: at <c>double</c> the generic method and its derivative are those of the plain one.</summary>
public sealed class GenericRulesTests
{
    private static readonly string[] Names =
    [
        .. typeof(double).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && !method.IsGenericMethod && method.ReturnType == typeof(double))
            .Where(method => method.GetParameters().All(parameter => parameter.ParameterType == typeof(double)))
            .Select(method => $"{method.Name}({string.Join(", ", "xyz".Take(method.GetParameters().Length))})")
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Generic_functions_are_those_of_double()
    {
        Assert.True(Names.Length > 60);
        var source = new StringBuilder("using System;\nusing System.Numerics;\nusing DiffGen;\n\nnamespace Samples;\n\npublic static partial class All\n{\n");
        var adapter = new StringBuilder("namespace Samples;\n\npublic static class Adapter\n{\n");
        for (int i = 0; i < Names.Length; i++)
        {
            source.Append($"    [Differentiable] public static T Generic{i}<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.{Names[i]} * x + y;\n");
            source.Append($"    [Differentiable] public static double Plain{i}(double x, double y, double z) => double.{Names[i]} * x + y;\n");
        }
        foreach (string kind in (string[])["Generic", "Plain"])
        {
            adapter.Append($"    public static void {kind}(double[] r)\n    {{\n");
            for (int i = 0; i < Names.Length; i++) adapter.Append($"        r[{4 * i}] = All.{kind}{i}Gradient(r[^3], r[^2], r[^1], out r[{4 * i + 1}], out r[{4 * i + 2}], out r[{4 * i + 3}]);\n");
            adapter.Append("    }\n");
        }
        GeneratorRun run = GeneratorRun.Of(new SourceFile("All.cs", source + "}\n"), new SourceFile("Adapter.cs", adapter + "}\n"));
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        using var assembly = new LoadedAssembly(run.Output);
        foreach (double[] at in (double[][])[[0.6, 0.35, 0.8], [1.25, -0.5, 3], [-0.75, 2, 2.5]])
        {
            double[] generic = [.. new double[4 * Names.Length], .. at], plain = [.. generic];
            assembly.Method<Action<double[]>>("Samples.Adapter", "Generic")(generic);
            assembly.Method<Action<double[]>>("Samples.Adapter", "Plain")(plain);
            for (int i = 0; i < Names.Length; i++)
            {
                Close.SameBits(plain[4 * i], generic[4 * i], Names[i]);
                Close.Vectors(plain.AsSpan(4 * i + 1, 3), generic.AsSpan(4 * i + 1, 3), 1e-14, Names[i]);
            }
        }
    }
}
