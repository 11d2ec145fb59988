using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>Expressions whose derivative is NaN for arguments that the method seems to expect.</summary>
internal static class NanTraps
{
    public static IEnumerable<Diagnostic> Find(MethodFlow flow)
    {
        IEnumerable<(IOperation Place, string Reason)> own = Find(flow, flow.Method.Parameters.Select(parameter => parameter.Ordinal).Append(Trace.This));
        IEnumerable<(IOperation Place, string Reason)> helpers = flow.Callees.SelectMany(call => Find(call.Callee, call.ActiveInputs));
        foreach ((IOperation place, string reason) in own.Concat(helpers))
            yield return Diagnostic.Create(Descriptors.NanTrap, place.Syntax.GetLocation(), ShortText.Of(place.Syntax), reason);
    }

    private static IEnumerable<(IOperation Place, string Reason)> Find(MethodFlow flow, IEnumerable<int> activeInputs)
    {
        HashSet<int> active = [.. activeInputs];
        var facts = new BodyFacts(flow.Body);
        bool IsActive(IOperation operation) => flow.ActiveInputs(operation).Any(active.Contains);
        foreach (IInvocationOperation call in flow.Body.Descendants().OfType<IInvocationOperation>())
        {
            if (MathCalls.Code(call.TargetMethod) is null || call.Arguments.Length == 0) continue;
            IOperation first = call.Arguments[0].Value;
            switch (call.TargetMethod.Name)
            {
                case "Pow" when call.Arguments.Length == 2 && IsActive(call.Arguments[1].Value) && !facts.IsNonNegative(first) && !facts.IsCompared(first):
                    yield return (call, $"for a negative '{ShortText.Of(first.Syntax)}' the exponent has no derivative; make the base non-negative, or check it before");
                    break;
                case "Log" or "Log2" or "Log10" when Unwrapped.Of(first) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference && IsActive(difference) && !facts.IsCompared(difference):
                    yield return (call, $"where '{ShortText.Of(difference.Syntax)}' reaches zero its derivative is infinite, beyond it NaN; check the difference before");
                    break;
                default:
                    break;
            }
        }
        foreach ((IBinaryOperation division, string divisor) in LateGuards.Find(flow.Body))
        {
            if (IsActive(division)) yield return (division, $"it is computed before '{divisor}' is compared with zero, and zero times infinity is NaN; divide in the branch where '{divisor}' isn't zero");
        }
    }
}
