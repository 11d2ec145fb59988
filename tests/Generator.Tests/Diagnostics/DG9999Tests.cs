using DiffGen.Generator.IR;
using DiffGen.Generator.Lowering;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG9999: a fault of the compiler itself costs one method, with a message. No source is known to bring it about, so the IR is damaged here.</summary>
public sealed class DG9999Tests
{
    [Fact]
    public void A_fault_is_reported_and_the_method_gets_stubs()
    {
        DifferentiableMethod method = Lowered();
        Function damaged = method.Functions[0] with { Body = method.Functions[0].Body with { Yields = [new Value(1000)] } };
        CompilationResult result = FileCompiler.Compile(method with { Functions = [damaged] }, TestContext.Current.CancellationToken);
        Assert.Equal("DG9999", result.Failure!.Id);
        Assert.Equal("F", result.Failure.Arguments[0]);
        Assert.DoesNotContain('\n', result.Failure.Arguments[1]);
        Assert.Contains("Obsolete(", result.File!.Text, StringComparison.Ordinal);
        Assert.Contains("FGradient(double x, out double dX)", result.File.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_the_stubs_too_costs_the_method_alone()
    {
        DifferentiableMethod method = Lowered();
        SignatureParameter nameless = method.Signature.Parameters[0] with { Name = null! };
        CompilationResult result = FileCompiler.Compile(
            method with { Signature = method.Signature with { Parameters = [nameless] } }, TestContext.Current.CancellationToken);
        Assert.Equal("DG9999", result.Failure!.Id);
        Assert.Null(result.File);
    }

    [Fact]
    public void The_undamaged_method_compiles()
        => Assert.Null(FileCompiler.Compile(Lowered(), TestContext.Current.CancellationToken).Failure);

    private static DifferentiableMethod Lowered()
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + "public static partial class Sample { [Differentiable] public static double F(double x) => x * x; }");
        SyntaxTree tree = run.Output.SyntaxTrees.First();
        MethodDeclarationSyntax syntax = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        IMethodSymbol symbol = run.Output.GetSemanticModel(tree).GetDeclaredSymbol(syntax, TestContext.Current.CancellationToken)!;
        AttributeData attribute = KnownAttributes.Find(symbol, KnownAttributes.Differentiable)!;
        return MethodLowerer.Lower(run.Output, symbol, attribute, TestContext.Current.CancellationToken).Model;
    }
}
