using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// A running maximum or minimum is compared first, since it seldom changes: a branch that is predicted costs less than the function,
/// for which the next trip would have to wait. The value is the same, that of the function for NaN and zeros too.
/// <code>
/// for (…) m = Math.Max(m, x[i])   ---->   for (…) m = m > x[i] ? m : Math.Max(m, x[i])
/// </code>
/// </summary>
internal sealed class RunningExtremes : IrRewriter
{
    private readonly Dictionary<Value, Value> _carried = [];

    private RunningExtremes()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ScalarOp scalar && ComparisonOf(scalar.Code) is not null) && function.Body.Has(operation => operation is ForOp or WhileOp)
            ? Renumber(((IrRewriter)new RunningExtremes()).Run(function))
            : function;

    protected override void Rewrite(Operation operation)
    {
        if (operation is ForOp loop) Note(loop.Body, first: 1);
        if (operation is WhileOp repeated) Note(repeated.Body, first: 0);
        if (operation is ScalarOp scalar && ComparisonOf(scalar.Code) is { } comparison && _carried.TryGetValue(scalar.Result, out Value carried) && scalar.Arguments.Contains(carried)) Rewrite(scalar, comparison, carried);
        else Copy(operation);
    }

    private void Note(Region body, int first)
    {
        for (int i = 0; i < body.Yields.Count; i++) _carried[body.Yields[i]] = body.Parameters[first + i];
    }

    private void Rewrite(ScalarOp scalar, string comparison, Value carried)
    {
        Builder.Origin = scalar.Origin;
        Value own = Use(carried), other = Use(scalar.Arguments[0] == carried ? scalar.Arguments[1] : scalar.Arguments[0]);
        Value stays = Builder.Scalar(comparison, own, other), changed = Value.None;
        Region keep = Builder.Region(default, () => [own]), change = Builder.Region(default, () =>
        {
            changed = Builder.Scalar(Source.TypeOf(scalar.Result), scalar.Code, Use(scalar.Arguments[0]), Use(scalar.Arguments[1]));
            return [changed];
        });
        Builder.Add(new IfOp([Define(scalar.Result)], stays, keep, change) { Origin = scalar.Origin });
        Builder.Origin = Origin.None;
    }

    private static string? ComparisonOf(string code) => code switch
    {
        "Math.Max" or "MathF.Max" or "double.Max" or "float.Max" => Codes.Greater,
        "Math.Min" or "MathF.Min" or "double.Min" or "float.Min" => Codes.Less,
        _ => null,
    };
}
