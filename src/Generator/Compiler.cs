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
    /// <param name="unrollLimit">The most operations that a loop is unrolled to.</param>
    public static IReadOnlyList<(string Name, Func<Function, Function> Run)> PrimalPasses(int unrollLimit) =>
    [
        (nameof(Simplify), Simplify.Run),
        (nameof(Unroll), function => Unroll.Run(function, unrollLimit)),
        (nameof(ScalarReplacement), ScalarReplacement.Run),
        (nameof(CommonSubexpressions), CommonSubexpressions.Run),
        (nameof(Sink), Sink.Run),
        (nameof(LoopInvariants), LoopInvariants.RunOnPrimal),
        (nameof(DeadStores), DeadStores.Run),
        (nameof(PromoteElements), PromoteElements.Run),
        (nameof(Induction), Induction.Run),
        (nameof(RecogniseIdioms), RecogniseIdioms.Run),
        (nameof(CancelShifts), CancelShifts.Run),
        (nameof(DeadCode), DeadCode.Run),
    ];

    /// <summary>Run after differentiation, twice over.</summary>
    public static readonly IReadOnlyList<(string Name, Func<Function, Function> Run)> Passes =
    [
        (nameof(Simplify), Simplify.Run),
        (nameof(ScalarReplacement), ScalarReplacement.Run),
        (nameof(CommonSubexpressions), CommonSubexpressions.Run),
        (nameof(MergeBranches), MergeBranches.Run),
        (nameof(SinkAccumulations), SinkAccumulations.Run),
        (nameof(LoopInvariants), LoopInvariants.Run),
        (nameof(HoistStorage), HoistStorage.Run),
        (nameof(KnownZeros), KnownZeros.Run),
        (nameof(DeadFills), DeadFills.Run),
        (nameof(FuseLoops), FuseLoops.Run),
        (nameof(FuseShifted), FuseShifted.Run),
        (nameof(DeadStores), DeadStores.Run),
        (nameof(DeadElements), DeadElements.Run),
        (nameof(PromoteElements), PromoteElements.Run),
        (nameof(DeadCode), DeadCode.Run),
    ];

    /// <summary>Run once at the end, on what is about to be printed.</summary>
    public static readonly IReadOnlyList<(string Name, Func<Function, Function> Run)> FinalPasses =
    [
        (nameof(CacheInOutputs), CacheInOutputs.Run),
        (nameof(ScratchInCaches), ScratchInCaches.Run),
        (nameof(RunningExtremes), RunningExtremes.Run),
        (nameof(AdvanceCalls), AdvanceCalls.Run),
        (nameof(HoistChecks), HoistChecks.Run),
        (nameof(Simplify), Simplify.Run),
        (nameof(NegateFactors), NegateFactors.Run),
        (nameof(CommonSubexpressions), CommonSubexpressions.Run),
        (nameof(LoopInvariants), LoopInvariants.Run),
        (nameof(DeadCode), DeadCode.Run),
        (nameof(SlideElements), SlideElements.Run),
        (nameof(PackRows), PackRows.Run),
    ];

    private const int Rounds = 2;

    /// <summary>All generated methods of an annotated method that isn't refused, callees last.</summary>
    /// <param name="method">The model.</param>
    /// <param name="isOptimised">False leaves out every pass that isn't needed for correctness; tests compare the two.</param>
    /// <param name="trace">Told the name of each step and the function after it.</param>
    public static IReadOnlyList<GeneratedMethod> Compile(DifferentiableMethod method, bool isOptimised = true, Action<string, Function>? trace = null)
    {
        Function Optimise(Function function) => Run(ExpandIdioms.Run(RemoveMarkers.Run(function)), isOptimised ? Passes : [], trace);
        // The limit of the method asked for governs all that it calls, too.
        IReadOnlyList<(string Name, Func<Function, Function> Run)> primalPasses = isOptimised ? PrimalPasses(method.Request.UnrollLimit) : [];
        Function Normalise(Function function) => Run(function, primalPasses, trace);
        trace?.Invoke("Lowering", method.Functions[0]);
        Function Finish(Function function) => Run(function, FinalPasses, trace, rounds: 1);
        // What is looked at for what its loops do, before sums of theirs move out of them.
        Function Early(Function function) => Run(ExpandIdioms.Run(RemoveMarkers.Run(function)), isOptimised ? [.. Passes.Where(pass => pass.Name != nameof(PromoteElements))] : [], trace);
        (Function primal, OutOfLine callees) = Prepare(method, Normalise, trace);

        var tangents = new TangentForms(method.Signature, primal, callees.Pairs, Early);
        var sparse = new SparseForms(method.Signature, primal, callees, tangents);
        var derivatives = new List<Function>();
        foreach (string name in DerivativeNames.All(method.Signature, method.Request))
        {
            string form = name.Substring(method.Signature.Name.Length);
            Function derivative = form switch
            {
                DerivativeNames.Gradient or DerivativeNames.Pullback => ReverseMode.Run(primal, Specs.Of(method.Signature, form), callees.Pairs),
                _ when TangentForms.Makes(form) => tangents.Run(form),
                _ when SparseForms.Makes(form) => sparse.Run(form),
                _ => BatchForms.Run(method.Signature, primal, form, callees.Pairs, Optimise),
            };
            derivative = derivative with { Name = name };
            trace?.Invoke(TangentForms.Makes(form) || SparseForms.Makes(form) ? nameof(ForwardMode) : nameof(ReverseMode), derivative);
            derivatives.Add(Optimise(derivative));
        }
        IReadOnlyList<Function> reached = callees.Reached(derivatives, [.. tangents.Helpers, .. sparse.Helpers], Optimise);
        IReadOnlyList<Function> own = derivatives;
        // What calls derivatives of other methods: a gradient of a gradient of a few numbers is a formula.
        if (method.Derived.Count > 0) (own, reached) = Inline.Straight(own, reached, Optimise);
        if (isOptimised)
        {
            List<(Function Function, IReadOnlyList<Function> Parts)> finished = [.. own.Concat(reached).Select(function => Split(Finish(function)))];
            own = [.. finished.Take(own.Count).Select(pair => pair.Function)];
            reached = [.. finished.Skip(own.Count).Select(pair => pair.Function), .. finished.SelectMany(pair => pair.Parts)];
        }
        // The adjoint of a span of structs is one where it was passed, and a buffer per field where it is scratch.
        (IReadOnlyList<Function> entries, IReadOnlyList<Function> outOfLineFunctions) = Specialise.Run(own, reached);
        List<GeneratedMethod> methods = [.. entries.Select(function =>
        {
            string form = function.Name.Substring(method.Signature.Name.Length);
            return FormAssembler.Assemble(method.Signature, form, function) with { Table = sparse.TableOf(form) };
        })];
        methods.AddRange(CalleeAssembler.Assemble(method.Signature, methods, outOfLineFunctions));
        return methods;
    }

    /// <summary>A function that is too long, and its parts.</summary>
    private static (Function Function, IReadOnlyList<Function> Parts) Split(Function function)
    {
        (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(function);
        foreach (Function part in parts) IrVerifier.Verify(part);
        if (parts.Count > 0) IrVerifier.Verify(rest);
        return (rest, parts);
    }

    /// <summary>The method's function and those that it calls, as they are differentiated.</summary>
    private static (Function Primal, OutOfLine Callees) Prepare(DifferentiableMethod method, Func<Function, Function> normalise, Action<string, Function>? trace = null)
    {
        foreach (Function function in method.Functions) IrVerifier.Verify(function);
        List<DerivedCallee> derived = [.. method.Derived.Select((called, i) =>
        {
            (Function primal, OutOfLine callees) = Prepare(called.Of, normalise);
            return new DerivedCallee(called, primal, callees, i + 2);
        })];
        // What isn't differentiated by its symmetry is a function like any other.
        IEnumerable<Function> plain = derived.Where(callee => callee.Derivation is null).SelectMany(callee => callee.Functions);
        IReadOnlyList<Function> inlined = Inline.Run([.. method.Functions, .. plain]);
        (IReadOnlyList<Function> entry, IReadOnlyList<Function> called) = Specialise.Run([inlined[0]], [.. inlined.Skip(1)]);
        IReadOnlyList<Function> functions = [.. entry.Concat(called).Select(HoistArenas.Run)];
        Dictionary<string, HashSet<int>> written = WrittenParameters.Of([.. functions.GroupBy(function => function.Name).Select(group => group.First())]);
        functions = [.. functions.Select(function => ReadOnlyParameters.Run(function, written[function.Name]))];
        trace?.Invoke(nameof(Inline), functions[0]);
        Function own = normalise(functions[0]);
        return (own, new OutOfLine(own, [.. functions.Skip(1).Select(normalise)], [.. derived.Where(callee => callee.Derivation is not null)]));
    }

    /// <summary>Runs a list of passes over a function, verifying after each. A pass that left a function as it was isn't asked again.</summary>
    public static Function Run(Function function, IReadOnlyList<(string Name, Func<Function, Function> Run)> passes, Action<string, Function>? trace = null, int rounds = Rounds)
    {
        IrVerifier.Verify(function);
        var settled = new Function?[passes.Count];
        for (int i = 0; i < rounds * passes.Count; i++)
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
