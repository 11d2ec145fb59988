using DiffGen.Generator.IR;
using DiffGen.Generator.Lowering;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>What the compiler makes of the one annotated method of a source, step by step.</summary>
internal sealed class CompilerTrace
{
    private readonly List<(string Step, Function Function)> _steps = [];

    public CompilerTrace(string source)
    {
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of(new SourceFile("Example.cs", source)));
        Assert.Empty(DocCompilation.Errors(run));
        Emitted = run.SingleText;
        IMethodSymbol method = run.Input.GetSymbolsWithName(_ => true, SymbolFilter.Member, TestContext.Current.CancellationToken)
            .OfType<IMethodSymbol>()
            .Single(symbol => KnownAttributes.Has(symbol, KnownAttributes.Differentiable));
        DifferentiableMethod model = MethodLowerer.Lower(
            run.Input, method, KnownAttributes.Find(method, KnownAttributes.Differentiable)!, TestContext.Current.CancellationToken).Model;
        Callees = [.. model.Functions.Skip(1)];
        Compiler.Compile(model, trace: (step, function) => _steps.Add((step, function)));
    }

    /// <summary>The whole file.</summary>
    public string Emitted { get; }

    /// <summary>As lowered.</summary>
    public IReadOnlyList<Function> Callees { get; }

    /// <summary>The function after the first step of that name.</summary>
    public Function After(string step) => _steps.First(entry => entry.Step == step).Function;

    /// <summary>The function when the step of that name begins.</summary>
    public Function Before(string step) => _steps[_steps.FindIndex(entry => entry.Step == step) - 1].Function;

    /// <summary>The function after the last step.</summary>
    public Function Last => _steps[^1].Function;
}
