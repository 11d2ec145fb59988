using System.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Tests.Robustness;

/// <summary>Long methods are compiled in no unseemly time, to text that is a few times as long as theirs.</summary>
public sealed class SizeTests
{
    /// <summary>Some hundred times what it takes: this is about growth that isn't linear, not about the machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void A_straight_line(int statements) => Check(LargePrograms.StraightLine(statements), largestRatio: 6);

    [Fact]
    public void An_expression_nested_deeply() => Check(LargePrograms.NestedExpression(200), largestRatio: 8);

    [Fact]
    public void A_loop_nest_of_constant_trips_stays_a_loop_nest() => Check(LargePrograms.LoopNest(64), largestRatio: 8);

    [Fact]
    public void Many_locals_in_a_loop() => Check(LargePrograms.LocalsInLoop(500), largestRatio: 8);

    [Fact]
    public void A_chain_of_helpers() => Check(LargePrograms.HelperChain(300), largestRatio: 6);

    [Fact]
    public void Many_branches() => Check(LargePrograms.Branches(1000), largestRatio: 8);

    [Fact]
    public void Many_early_returns() => Check(LargePrograms.EarlyReturns(150), largestRatio: 8);

    [Fact]
    public void Many_stores() => Check(LargePrograms.ArrayStatements(1000), largestRatio: 8);

    [Fact]
    public void Many_blocks() => Check(LargePrograms.Blocks(600), largestRatio: 8);

    /// <summary>The JIT keeps track of 1 024, with its own.</summary>
    [Fact]
    public void No_method_has_too_many_variables()
    {
        foreach (string source in (string[])[LargePrograms.Blocks(600), LargePrograms.Branches(1000), LargePrograms.StraightLine(2000), LargePrograms.ArrayStatements(1000)])
        {
            SyntaxNode root = GeneratorRun.Of(source).Result.GeneratedTrees.Single().GetRoot(TestContext.Current.CancellationToken);
            int[] variables = [.. root.DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Count())];
            Assert.True(variables.Length > 2);
            Assert.All(variables, count => Assert.InRange(count, 0, 600));
        }
    }

    private static void Check(string source, double largestRatio)
    {
        var watch = Stopwatch.StartNew();
        GeneratorRun run = GeneratorRun.Of(source);
        watch.Stop();
        GeneratorChecks.Reports_nothing(run);
        Assert.DoesNotContain("Obsolete(", run.SingleText, StringComparison.Ordinal);
        Assert.InRange((double)run.SingleText.Length / source.Length, 0.1, largestRatio);
        Assert.True(watch.Elapsed < Longest, $"{watch.Elapsed}");
        IEnumerable<Diagnostic> errors = run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
    }
}
