using System.Diagnostics;
using System.Globalization;
using System.Text;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.Forms;
using DiffGen.Generator.IR;
using DiffGen.Generator.Lowering;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Benchmarks;

/// <summary>Where the time goes: each step run by itself on what it gets in the compiler, several times over.</summary>
internal sealed class StepProfile
{
    private const int Runs = 15;
    private const double WarmUpSeconds = 3;

    private readonly Dictionary<string, (double Milliseconds, double Kilobytes)> _steps = [];

    public static string Measured(int statements)
    {
        var project = new Project(statements);
        // Edits share the references that the first one has read.
        new StepProfile().Run(project.Compilation);
        long start = Stopwatch.GetTimestamp();
        int edits = 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds) new StepProfile().Run(project.EditMethod(++edits));
        List<StepProfile> profiles = [];
        for (int i = 0; i < Runs; i++)
        {
            profiles.Add(new StepProfile());
            profiles[i].Run(project.EditMethod(++edits));
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{statements} statements, median of {Runs} runs.");
        text.AppendLine();
        text.AppendLine("| step | ms | kB allocated |");
        text.AppendLine("| --- | --- | --- |");
        foreach (string step in profiles[0]._steps.Keys)
        {
            double milliseconds = Median(profiles.Select(profile => profile._steps[step].Milliseconds));
            double kilobytes = Median(profiles.Select(profile => profile._steps[step].Kilobytes));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {step} | {milliseconds:F2} | {kilobytes:F0} |");
        }
        return text.ToString();

        static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
    }

    private void Run(CSharpCompilation compilation)
    {
        IMethodSymbol method = compilation.GetSymbolsWithName("Long", SymbolFilter.Member).OfType<IMethodSymbol>().Single();
        DifferentiableMethod model = Time("lowering", () => MethodLowerer.Lower(compilation, method, KnownAttributes.Find(method, KnownAttributes.Differentiable)!, default).Model);
        List<(string Step, Function Function)> steps = [];
        IReadOnlyList<GeneratedMethod> methods = Time("compiler, all of it", () => Compiler.Compile(model));
        Compiler.Compile(model, trace: (step, function) => steps.Add((step, function)));
        Time("inlining of calls", () => Inline.Run([.. model.Functions]));
        Function primal = RunPasses("method", Compiler.PrimalPasses(unrollLimit: 0), steps.First(step => step.Step == nameof(Inline)).Function);
        Function derivative = Time("differentiation", () => ReverseMode.Run(primal, Specs.Of(model.Signature, DerivativeNames.Gradient), new OutOfLine(primal, [], []).Pairs));
        derivative = RunPasses("derivative", Compiler.Passes, RemoveMarkers.Run(derivative));
        derivative = RunPasses("at the end", Compiler.FinalPasses, derivative, rounds: 1);
        Time("outlining", () => Outline.Outlined(derivative));
        Time("compiler and emission", () => FileCompiler.Compile(model, default));
        Time("form", () => methods.Select(generated => FormAssembler.Assemble(model.Signature, DerivativeNames.Gradient, generated.Function)).ToList());
        foreach (GeneratedMethod generated in methods)
        {
            Time("emission: plan", () => PrintPlan.Create(generated, isOutOfLine: false));
            var tree = Time("emission: plan: tree", () => new PrintTree(generated.Function));
            PlanStorage.Run(tree);
            Time("emission: plan: inline temporaries", () => { InlineTemporaries.Run(tree, generated, false); return tree; });
            Time("emission: plan: lifetimes", () => new Lifetimes(tree));
        }
    }

    /// <summary>The passes as <see cref="Compiler.Run"/> runs them, and what it does after each.</summary>
    private Function RunPasses(string of, IReadOnlyList<(string Name, Func<Function, Function> Run)> passes, Function function, int rounds = 2)
    {
        for (int i = 0; i < rounds * passes.Count; i++)
        {
            (string name, Func<Function, Function> run) = passes[i % passes.Count];
            Function after = Time($"{of}: {name}", () => run(function));
            if (Time($"{of}: comparison", () => after.Equals(function))) continue;
            Time($"{of}: verification", () => { IrVerifier.Verify(after); return after; });
            function = after;
        }
        return function;
    }

    private T Time<T>(string step, Func<T> run)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        T result = run();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds, kilobytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / 1024.0;
        (double Milliseconds, double Kilobytes) before = _steps.GetValueOrDefault(step);
        _steps[step] = (before.Milliseconds + milliseconds, before.Kilobytes + kilobytes);
        return result;
    }
}
