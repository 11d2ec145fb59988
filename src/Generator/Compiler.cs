using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.Forms;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator;

/// <summary>
/// The compiler behind the cache boundary: a pure function of the model. The pass lists stand here, once; after each pass
/// the IR is verified. Passes can't fail and never report: what can't be differentiated was refused in lowering.
/// </summary>
internal static class Compiler
{
    /// <summary>Run before differentiation, twice over: each pass makes work for the others.</summary>
    public static readonly IReadOnlyList<(string Name, Func<Function, Function> Run)> PrimalPasses =
    [
        (nameof(Simplify), Simplify.Run),
        (nameof(ScalarReplacement), ScalarReplacement.Run),
        (nameof(CommonSubexpressions), CommonSubexpressions.Run),
        (nameof(Sink), Sink.Run),
        (nameof(LoopInvariants), LoopInvariants.RunOnPrimal),
        (nameof(DeadStores), DeadStores.Run),
        (nameof(PromoteElements), PromoteElements.Run),
        (nameof(DeadCode), DeadCode.Run),
    ];

    /// <summary>Run after differentiation, twice over.</summary>
    public static readonly IReadOnlyList<(string Name, Func<Function, Function> Run)> Passes =
    [
        (nameof(Simplify), Simplify.Run),
        (nameof(ScalarReplacement), ScalarReplacement.Run),
        (nameof(CommonSubexpressions), CommonSubexpressions.Run),
        (nameof(LoopInvariants), LoopInvariants.Run),
        (nameof(DeadStores), DeadStores.Run),
        (nameof(PromoteElements), PromoteElements.Run),
        (nameof(DeadCode), DeadCode.Run),
    ];

    private const int Rounds = 2;

    /// <summary>All generated methods of an annotated method that isn't refused, callees last.</summary>
    /// <param name="method">The model.</param>
    /// <param name="isOptimised">False leaves out every pass that isn't needed for correctness; tests compare the two.</param>
    /// <param name="trace">Told the name of each step and the function after it.</param>
    public static IReadOnlyList<GeneratedMethod> Compile(DifferentiableMethod method, bool isOptimised = true, Action<string, Function>? trace = null)
    {
        Function Optimise(Function function) => Run(RemoveMarkers.Run(function), isOptimised ? Passes : [], trace);
        Function Normalise(Function function) => Run(function, isOptimised ? PrimalPasses : [], trace);
        trace?.Invoke("Lowering", method.Functions[0]);
        foreach (Function function in method.Functions) IrVerifier.Verify(function);
        IReadOnlyList<Function> inlined = Inline.Run(method.Functions);
        (IReadOnlyList<Function> entry, IReadOnlyList<Function> called) = Specialise.Run([inlined[0]], [.. inlined.Skip(1)]);
        IReadOnlyList<Function> functions = [.. entry.Concat(called).Select(HoistArenas.Run)];
        Dictionary<string, HashSet<int>> written = WrittenParameters.Of([.. functions.GroupBy(function => function.Name).Select(group => group.First())]);
        functions = [.. functions.Select(function => ReadOnlyParameters.Run(function, written[function.Name]))];
        trace?.Invoke(nameof(Inline), functions[0]);
        Function primal = Normalise(functions[0]);
        List<Function> outOfLine = [.. functions.Skip(1).Select(Normalise)];
        var callees = new OutOfLine(outOfLine);

        var tangents = new TangentForms(method.Signature, primal, callees.Pairs);
        var derivatives = new List<Function>();
        foreach (string name in DerivativeNames.All(method.Signature, method.Request))
        {
            string form = name.Substring(method.Signature.Name.Length);
            Function function = form switch
            {
                DerivativeNames.Gradient or DerivativeNames.Pullback => ReverseMode.Run(primal, Specs.Of(method.Signature, form), callees.Pairs),
                _ when TangentForms.Makes(form) => tangents.Run(form),
                _ => BatchForms.Run(method.Signature, primal, form, callees.Pairs, Optimise),
            };
            trace?.Invoke(TangentForms.Makes(form) ? nameof(ForwardMode) : nameof(ReverseMode), function);
            derivatives.Add(Optimise(function) with { Name = name });
        }
        // The adjoint of a span of structs is one where it was passed, and a buffer per field where it is scratch.
        (IReadOnlyList<Function> entries, IReadOnlyList<Function> outOfLineFunctions) = Specialise.Run(derivatives, callees.Reached(derivatives, tangents.Helpers, Optimise));
        List<GeneratedMethod> methods = [.. entries.Select(function => FormAssembler.Assemble(method.Signature, function.Name.Substring(method.Signature.Name.Length), function))];
        methods.AddRange(CalleeAssembler.Assemble(method.Signature, methods, outOfLineFunctions));
        return methods;
    }

    /// <summary>Runs a list of passes over a function, verifying after each. A pass that left a function as it was isn't asked again.</summary>
    public static Function Run(Function function, IReadOnlyList<(string Name, Func<Function, Function> Run)> passes, Action<string, Function>? trace = null)
    {
        IrVerifier.Verify(function);
        var settled = new Function?[passes.Count];
        for (int i = 0; i < Rounds * passes.Count; i++)
        {
            (string name, Func<Function, Function> run) = passes[i % passes.Count];
            if (ReferenceEquals(settled[i % passes.Count], function)) continue;
            Function after = run(function);
            if (after.Equals(function))
            {
                settled[i % passes.Count] = function;
                continue;
            }
            IrVerifier.Verify(after);
            trace?.Invoke(name, after);
            function = after;
        }
        return function;
    }
}
