using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The functions that a method reaches. A refusal in a callee is reported at its expression where that stands in the
/// method's file, else at the call that leads there.
/// </summary>
internal static class Closure
{
    private const string NoTangent = "it writes its results, and has a pullback but no forward derivative; ask for Derivatives.Gradient or Derivatives.Pullback only, or write out what it computes";
    private const string NoPullback = "it has a forward derivative and no pullback; write one with [PullbackOf], or ask for Derivatives.Jvp only";
    private const string NoSecond = "it has a pullback, whose own derivative is unknown; ask for Derivatives.Gradient or Derivatives.Pullback only, or write out what it computes";

    /// <param name="context">The compilation.</param>
    /// <param name="entry">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="request">The derivatives asked for.</param>
    /// <param name="isVector">Whether its result is no number.</param>
    /// <param name="within">The type that the generated code stands in.</param>
    /// <param name="chain">The methods whose derivatives ask for this one's.</param>
    /// <param name="notes">Receives the refusals.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ReachedFunctions Lower(
        LoweringContext context, IMethodSymbol entry, SyntaxNode declaration, DerivativeRequest request, bool isVector, INamedTypeSymbol within, IReadOnlyList<IMethodSymbol> chain, RefusalList notes, CancellationToken cancellation)
    {
        var functions = new List<Function>();
        var derived = new List<DerivedFunction>();
        bool isIncomplete = false;
        var seen = new HashSet<FunctionKey> { FunctionKey.Of(entry) };
        var work = new Queue<(FunctionKey Key, CallSite? Via)>();
        var calls = new List<(CallSite Call, CallSite? Via)>();
        work.Enqueue((FunctionKey.Of(entry), null));
        bool isRefused = false;
        while (work.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (FunctionKey key, CallSite? via) = work.Dequeue();
            LoweredBody body = context.Body(key, cancellation);
            foreach (LocatedRefusal refusal in body.Refusals) Report(refusal, declaration.SyntaxTree, via, notes);
            isRefused |= body.Refusals.Count > 0;
            var hidden = new Dictionary<string, string>();
            foreach (PrivateRead read in body.PrivateReads.Where(read => !context.Compilation.IsSymbolAccessibleWithin(read.Member, within)))
            {
                if (HiddenField(read.Member) is { } field && !BodyLowerer.HasMarks(read.Path))
                {
                    hidden[read.Path] = FieldPaths.Hidden(field, read.Path.Substring(0, read.Path.LastIndexOf('.')), context);
                    continue;
                }
                isRefused = true;
                Report(
                    RefusalException.At(
                        read.Syntax, Descriptors.UnsupportedConstruct, $"'{read.Member.Name}', which is private to '{read.Member.ContainingType.Name}'",
                        BodyLowerer.EntryName, "make it internal or pass the value as a parameter").Refusal!,
                    declaration.SyntaxTree, via, notes);
            }
            foreach (ForeignCall call in body.ForeignCalls)
            {
                string? reason = request.IsReverse(isVector) && !call.HasPullback ? NoPullback : request.HasSecond ? NoSecond : request.IsForward(isVector) && !call.HasTangent ? NoTangent : null;
                if (reason is null) continue;
                isRefused = true;
                Report(RefusalException.At(call.Syntax, Descriptors.UnsupportedCall, call.Target.Name, BodyLowerer.EntryName, reason).Refusal!, declaration.SyntaxTree, via, notes);
            }
            isIncomplete |= body.IsIncomplete;
            foreach (DerivativeCall call in body.DerivativeCalls)
            {
                if (derived.Any(known => known.Name == call.Name)) continue;
                (string reason, DerivedFunction? function) = Derived(context, call, within, [.. chain, entry], cancellation);
                if (function is not null)
                {
                    derived.Add(function);
                    continue;
                }
                isRefused = true;
                Report(RefusalException.At(call.Syntax, Descriptors.UnsupportedCall, call.Generated.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), BodyLowerer.EntryName, reason).Refusal!, declaration.SyntaxTree, via, notes);
            }
            foreach (CallSite call in body.Calls)
            {
                calls.Add((call, via ?? call));
                if (seen.Add(call.Target)) work.Enqueue((call.Target, via ?? call));
            }
            if (!isRefused) functions.Add(HiddenReads.Run(body.Function, hidden) with { ParametersMayAlias = functions.Count > 0 });
            if (!isRefused) functions.AddRange(body.Steps.Select(step => HiddenReads.Run(step, hidden)));
        }
        if (isRefused) return ReachedFunctions.None with { IsIncomplete = isIncomplete };
        if (RecursiveArena(functions) is { } recursive && calls.Count > 0)
        {
            (CallSite call, CallSite? via) = calls.FirstOrDefault(pair => context.FunctionName(pair.Call.Target) == recursive);
            Report(
                RefusalException.At(
                    (call ?? calls[0].Call).Syntax, Descriptors.UnsupportedCall, (call ?? calls[0].Call).Target.Method.Name, BodyLowerer.EntryName,
                    "it is recursive, and uses an array after the loop or branch that creates it; create the array before and fill it inside").Refusal!,
                declaration.SyntaxTree, via, notes);
            return ReachedFunctions.None;
        }
        return CheckConstants(context, functions, calls, declaration.SyntaxTree, notes) ? new ReachedFunctions(functions, derived, false) : ReachedFunctions.None;
    }

    /// <summary>The other method's model, or why there is none.</summary>
    private static (string Reason, DerivedFunction? Function) Derived(LoweringContext context, DerivativeCall call, INamedTypeSymbol within, IReadOnlyList<IMethodSymbol> chain, CancellationToken cancellation)
    {
        if (chain.Any(method => SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, call.Method.OriginalDefinition)))
            return ("it is a derivative of a method that calls this derivative; write out what it computes", null);
        LoweredMethod lowered = MethodLowerer.LowerDerived(context, call.Method, call.Form, within, chain, cancellation);
        if (lowered.Model.Refusals.Count > 0)
        {
            Refusal first = lowered.Model.Refusals[0];
            return ($"'{call.Method.Name}' has none of which the derivative is known: {Descriptors.Message(first.Id, first.Arguments)}", null);
        }
        if (call.Form == DerivativeNames.Jacobian && lowered.Model.Signature is { Output: null }) return ($"'{call.Method.Name}' has no Jacobian", null);
        if (lowered.Model.Signature.Inputs.Any(input => input.IsWritten && !(call.Form == DerivativeNames.Jacobian && ReferenceEquals(input, lowered.Model.Signature.Output)))) return ($"'{call.Method.Name}' writes a parameter; let it read its parameters only, and return a number", null);
        if (call.Form is DerivativeNames.Jvp or DerivativeNames.Jacobian && lowered.Model.Derived.Count > 0) return ($"'{call.Method.Name}' calls derivatives itself; call its gradient", null);
        return ("", new DerivedFunction(call.Name, call.Form, lowered.Model));
    }

    /// <summary>A function that reaches itself and has an arena, which would have to live beyond its activation.</summary>
    private static string? RecursiveArena(IReadOnlyList<Function> functions)
    {
        Dictionary<string, Function> byName = functions.GroupBy(function => function.Name).ToDictionary(group => group.Key, group => group.First());
        foreach (Function function in functions.Where(function => function.Types.Any(type => type.Shape == IrShape.Arena)))
        {
            var reached = new HashSet<string>();
            var work = new Stack<string>(Transforms.Inline.Callees(function.Body));
            while (work.Count > 0)
            {
                string next = work.Pop();
                if (next == function.Name) return next;
                if (reached.Add(next) && byName.TryGetValue(next, out Function? callee))
                    foreach (string further in Transforms.Inline.Callees(callee.Body)) work.Push(further);
            }
        }
        return null;
    }

    /// <summary>The field behind a private member: itself, or that of an auto property.</summary>
    private static IFieldSymbol? HiddenField(ISymbol member) => member switch
    {
        IFieldSymbol { ContainingType.IsGenericType: false } field => field,
        IPropertySymbol { ContainingType.IsGenericType: false } property => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)),
        _ => null,
    };

    /// <summary>A field's array or a trainable parameter can't go where it is written.</summary>
    private static bool CheckConstants(
        LoweringContext context, List<Function> functions, List<(CallSite Call, CallSite? Via)> calls, SyntaxTree tree, RefusalList notes)
    {
        Dictionary<string, HashSet<int>> written = WrittenParameters.Of(functions);
        bool isValid = true;
        foreach ((CallSite call, CallSite? via) in calls)
        {
            if (!call.Constants.Any(written[context.FunctionName(call.Target)].Contains)) continue;
            isValid = false;
            Report(
                RefusalException.At(
                    call.Syntax, Descriptors.UnsupportedCall, call.Target.Method.Name, BodyLowerer.EntryName,
                    "it would write into a field's array or a trainable parameter; write into a local array or a Span<T> parameter").Refusal!,
                tree, via, notes);
        }
        return isValid;
    }

    private static void Report(LocatedRefusal refusal, SyntaxTree tree, CallSite? via, RefusalList notes)
    {
        if (via is null || refusal.Location.SourceTree == tree)
        {
            notes.Add(refusal);
            return;
        }
        string quoted = Quoted(refusal.Location);
        string reason = Descriptors.Message(refusal.Refusal.Id, refusal.Refusal.Arguments);
        notes.Add(new LocatedRefusal(
            new Refusal(Descriptors.RefusedInCallee.Id, [via.Target.Method.Name, BodyLowerer.EntryName, quoted, reason]),
            via.Syntax.GetLocation())
        { Additional = refusal.Location });
    }

    /// <summary>The text at a place, on one line.</summary>
    public static string Quoted(Location place) => OneLine(place.SourceTree?.GetText().ToString(place.SourceSpan) ?? "");

    private static string OneLine(string text)
    {
        string line = string.Join(" ", text.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 80 ? line : line.Substring(0, 77) + "…";
    }
}

/// <summary>The functions that a method reaches.</summary>
/// <param name="Functions">Its own first; none where it is refused.</param>
/// <param name="Derived">The derivatives of other methods that they call.</param>
/// <param name="IsIncomplete">Whether it was refused because generated methods that it calls weren't there.</param>
internal sealed record ReachedFunctions(IReadOnlyList<Function> Functions, IReadOnlyList<DerivedFunction> Derived, bool IsIncomplete)
{
    public static readonly ReachedFunctions None = new([], [], false);
}
