using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Incrementality;

/// <summary>What an edit recompiles: nothing, unless it changes what is differentiated.</summary>
public sealed class EditTests
{
    [Fact]
    public void Same_compilation_again() => GeneratorChecks.Second_run_is_cached(GeneratorRun.Of(Samples.Compilation()));

    [Fact]
    public void Edit_in_another_file_recompiles_nothing() => RecompilesNothing("Other.cs", "Count => 1", "Count => 2");

    [Fact]
    public void Comment_above_the_method_recompiles_nothing() =>
        RecompilesNothing("Methods.cs", "    [Differentiable]\n    public static double Scaled", "    // three times\n    [Differentiable]\n    public static double Scaled");

    [Fact]
    public void Comment_in_the_method_recompiles_nothing() =>
        RecompilesNothing("Methods.cs", "        double y", "        // three times\n        double y");

    [Theory]
    [InlineData("double /* a product */ y = ")]
    [InlineData("double y = // three times\n            ")]
    [InlineData("double y =\n#pragma warning disable CS0168\n            ")]
    public void Comment_in_a_statement_recompiles_nothing(string beginning) => RecompilesNothing("Methods.cs", "double y = ", beginning);

    [Fact]
    public void Comment_in_a_called_method_recompiles_nothing() =>
        RecompilesNothing("Helper.cs", "=> t * t", "=> /* squared */ t * t");

    [Fact]
    public void White_space_recompiles_nothing() => RecompilesNothing("Methods.cs", "x * 3", "x  *  3");

    [Fact]
    public void Another_method_in_the_type_recompiles_nothing() =>
        RecompilesNothing("Methods.cs", "public static partial class Methods\n{", "public static partial class Methods\n{\n    public static int Three() => 3;\n");

    [Fact]
    public void Edit_of_a_called_method_is_seen() => Recompiles("Helper.cs", "=> t * t", "=> t * t * t", "Scaled");

    [Fact]
    public void Sign_of_a_zero_is_seen() => Recompiles("Methods.cs", "0.0 * x", "-0.0 * x", "Scaled");

    [Fact]
    public void Edit_of_one_method_leaves_the_other_alone() => Recompiles("Methods.cs", "=> x * x;", "=> x * x * x;", "Plain");

    [Fact]
    public void Limit_of_unrolling_is_seen_by_its_method_alone()
    {
        (GeneratorRun first, GeneratorRun second) = Samples.Edit("Methods.cs", "    [Differentiable]\n    public static double Plain", "    [Differentiable(UnrollLimit = 100)]\n    public static double Plain");
        Assert.Single(second.Reasons(TrackingNames.Lower), reason => reason == IncrementalStepRunReason.Modified);
        // There is no loop in it.
        Assert.Equal(GeneratorChecks.AllText(first), GeneratorChecks.AllText(second));
    }

    [Fact]
    public void Another_limit_of_unrolling_is_another_text() => Recompiles("Methods.cs", "[Differentiable(UnrollLimit = 0)]", "[Differentiable(UnrollLimit = 50)]", "Looped");

    [Fact]
    public void A_limit_of_zero_is_that_of_no_limit() => RecompilesNothing("Methods.cs", "[Differentiable(UnrollLimit = 0)]", "[Differentiable]");

    [Fact]
    public void Renamed_local_is_seen() => Recompiles("Methods.cs", "y", "scaled", "Scaled");

    private static void RecompilesNothing(string path, string before, string after)
    {
        (GeneratorRun first, GeneratorRun second) = Samples.Edit(path, before, after);
        Assert.NotEmpty(second.Reasons(TrackingNames.Compile));
        Assert.All(second.Reasons(TrackingNames.Compile), GeneratorChecks.IsReuse);
        Assert.All(second.OutputReasons(), GeneratorChecks.IsReuse);
        Assert.Equal(GeneratorChecks.AllText(first), GeneratorChecks.AllText(second));
    }

    private static void Recompiles(string path, string before, string after, string method)
    {
        (GeneratorRun first, GeneratorRun second) = Samples.Edit(path, before, after);
        Assert.Single(second.Reasons(TrackingNames.Lower), reason => reason == IncrementalStepRunReason.Modified);
        Assert.Single(second.Reasons(TrackingNames.Compile), reason => reason == IncrementalStepRunReason.Modified);
        GeneratedSourceResult[] changed =
        [
            .. second.Sources.Where(source => first.Sources.Single(old => old.HintName == source.HintName).SourceText.ToString()
                != source.SourceText.ToString()),
        ];
        Assert.Contains(method, Assert.Single(changed).HintName, StringComparison.Ordinal);
    }
}
