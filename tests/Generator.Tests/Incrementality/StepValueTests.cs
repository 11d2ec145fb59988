using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Incrementality;

/// <summary>What the pipeline holds from one run to the next.</summary>
public sealed class StepValueTests
{
    [Fact]
    public void No_step_holds_a_Roslyn_object() =>
        GeneratorChecks.No_step_holds_a_Roslyn_object(GeneratorRun.Of(Samples.Compilation()));

    [Fact]
    public void No_step_holds_a_Roslyn_object_where_a_method_is_refused() =>
        GeneratorChecks.No_step_holds_a_Roslyn_object(GeneratorRun.Of(RefusalTests.Source));

    [Fact]
    public void The_search_finds_what_it_looks_for()
    {
        CSharpCompilation compilation = Samples.Compilation();
        Assert.Null(RoslynObjects.FindPath(new object[] { 1, "text", new List<string> { "a" }, (1, "b") }));
        Assert.NotNull(RoslynObjects.FindPath(new object[] { compilation }));
        Assert.NotNull(RoslynObjects.FindPath((1, new List<object> { compilation.SyntaxTrees[0] })));
        Assert.NotNull(RoslynObjects.FindPath(new Lazy<object>(compilation.Assembly)));
        Assert.NotNull(RoslynObjects.FindPath(compilation.SyntaxTrees[0].GetRoot(TestContext.Current.CancellationToken).GetFirstToken()));
        Assert.NotNull(RoslynObjects.FindPath(compilation.SyntaxTrees[0].GetRoot(TestContext.Current.CancellationToken).GetLocation()));
    }

    [Fact]
    public void Every_step_has_a_name_of_its_own()
    {
        Assert.Contains(TrackingNames.Lower, GeneratorChecks.StepNames);
        Assert.Contains(TrackingNames.Compile, GeneratorChecks.StepNames);
        Assert.Distinct(GeneratorChecks.StepNames);
    }
}
