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

    public static IReadOnlyList<Function> Lower(LoweringContext context, IMethodSymbol entry, SyntaxNode declaration, DerivativeRequest request, bool isVector, RefusalList notes, CancellationToken cancellation)
    {
        var functions = new List<Function>();
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
            foreach (PrivateRead read in body.PrivateReads.Where(read => !context.Compilation.IsSymbolAccessibleWithin(read.Member, entry.ContainingType)))
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
            foreach (CallSite call in body.Calls)
            {
                calls.Add((call, via ?? call));
                if (seen.Add(call.Target)) work.Enqueue((call.Target, via ?? call));
            }
            if (!isRefused) functions.Add(HiddenReads.Run(body.Function, hidden) with { ParametersMayAlias = functions.Count > 0 });
        }
        if (isRefused) return [];
        if (RecursiveArena(functions) is { } recursive && calls.Count > 0)
        {
            (CallSite call, CallSite? via) = calls.FirstOrDefault(pair => context.FunctionName(pair.Call.Target) == recursive);
            Report(
                RefusalException.At(
                    (call ?? calls[0].Call).Syntax, Descriptors.UnsupportedCall, (call ?? calls[0].Call).Target.Method.Name, BodyLowerer.EntryName,
                    "it is recursive, and uses an array after the loop or branch that creates it; create the array before and fill it inside").Refusal!,
                declaration.SyntaxTree, via, notes);
            return [];
        }
        return CheckConstants(context, functions, calls, declaration.SyntaxTree, notes) ? functions : [];
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
