using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Incrementality;

/// <summary>The same sources give the same bytes.</summary>
public sealed class DeterminismTests
{
    private static readonly SourceFile[] Files =
        [new("Methods.cs", Samples.Methods), new("Helper.cs", Samples.Helper), new("Other.cs", Samples.Other), new("More.cs", More)];

    private const string More = """
        using System;
        using DiffGen;

        namespace Samples;

        public static partial class More
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
            public static double Mixed(ReadOnlySpan<double> a, double x)
            {
                double s = Helper.Square(x);
                foreach (double value in a)
                    s += value > 0 ? Math.Sin(value * s) : value;
                return s;
            }

            [Differentiable]
            public static float Mixed(float x) => x * x;
        }

        """;

    [Fact]
    public void Two_runs() => Assert.Equal(Texts(Files), Texts(Files));

    [Fact]
    public void Order_of_files_is_of_no_account() => Assert.Equal(Texts(Files), Texts([.. Files.Reverse()]));

    [Fact]
    public void Hint_names_are_unique_whatever_the_case()
    {
        IEnumerable<string> hints = GeneratorRun.Of(TestCompilation.Create(Files)).Sources.Select(source => source.HintName);
        Assert.Distinct(hints, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Text_has_no_carriage_return_and_is_utf8()
    {
        foreach (GeneratedSourceResult source in GeneratorRun.Of(TestCompilation.Create(Files)).Sources)
        {
            Assert.DoesNotContain('\r', source.SourceText.ToString());
            Assert.Equal(System.Text.Encoding.UTF8.WebName, source.SourceText.Encoding?.WebName);
        }
    }

    private static string Texts(SourceFile[] files) => GeneratorChecks.AllText(GeneratorRun.Of(TestCompilation.Create(files)));
}
