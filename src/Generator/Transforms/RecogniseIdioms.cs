using System.Collections.Generic;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Expressions with a derivative of their own (<see cref="IdiomRules"/>) become one operation, before differentiation.
/// <code>
/// e = Math.Exp(z); y = 1 / (1 + e)   ---->   y = falling Math.Exp(z)
/// </code>
/// So the reverse sweep of a gate needs only what the gate returned.
/// </summary>
internal sealed class RecogniseIdioms : IrRewriter
{
    private readonly Dictionary<Value, ScalarOp> _scalars = [];
    private readonly Dictionary<Value, Literal> _literals = [];

    private RecogniseIdioms()
    {
    }

    public static new Function Run(Function function) => ((IrRewriter)new RecogniseIdioms()).Run(function);

    protected override void Rewrite(Operation operation)
    {
        if (operation is ConstantOp constant) _literals[constant.Result] = constant.Literal;
        if (operation is not ScalarOp scalar)
        {
            Copy(operation);
            return;
        }
        _scalars[scalar.Result] = scalar;
        Copy(Match(scalar) is var (name, exponential) ? scalar with { Code = IdiomRules.CodeOf(name, exponential.Code), Arguments = [exponential.Arguments[0]] } : scalar);
    }

    private (string Name, ScalarOp Exponential)? Match(ScalarOp scalar)
    {
        if (scalar.Code != Codes.Divide || !Source.TypeOf(scalar.Result).Kind.IsFloat() || Find(scalar.Arguments[1], Codes.Add) is not { } sum) return null;
        Value raised = IsOne(sum.Arguments[0]) ? sum.Arguments[1] : IsOne(sum.Arguments[1]) ? sum.Arguments[0] : Value.None;
        if (raised.IsNone || !_scalars.TryGetValue(raised, out ScalarOp? exponential) || !exponential.Code.EndsWith(".Exp", System.StringComparison.Ordinal)) return null;
        return IsOne(scalar.Arguments[0]) ? (IdiomRules.Falling, exponential) : scalar.Arguments[0] == raised ? (IdiomRules.Rising, exponential) : null;
    }

    private ScalarOp? Find(Value value, string code) => _scalars.TryGetValue(value, out ScalarOp? scalar) && scalar.Code == code ? scalar : null;

    private bool IsOne(Value value) => _literals.TryGetValue(value, out Literal literal) && literal.Kind.IsFloat() && literal.AsDouble == 1;
}
