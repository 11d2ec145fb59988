using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Expressions with a derivative of their own (<see cref="IdiomRules"/>) become one operation, before differentiation.
/// <code>
/// e = Math.Exp(z); y = 1 / (1 + e)   ---->   y = falling Math.Exp(z)
/// </code>
/// So the reverse sweep of a gate needs only what the gate returned; and of <c>c * c * c</c> the derivative is one product, not the sum of three.
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
        ScalarOp found = Match(scalar) is var (name, exponential) ? scalar with { Code = IdiomRules.CodeOf(name, exponential.Code), Arguments = [exponential.Arguments[0]] } : MatchPower(scalar) ?? scalar;
        _scalars[scalar.Result] = found;
        Copy(found);
    }

    /// <summary><c>c * c * c</c>, <c>5 * b * b</c>: one more factor of what is a power of it already.</summary>
    private ScalarOp? MatchPower(ScalarOp scalar)
    {
        if (scalar.Code != Codes.Multiply || !Source.TypeOf(scalar.Result).Kind.IsFloat()) return null;
        foreach ((Value product, Value factor) in ((Value, Value)[])[(scalar.Arguments[0], scalar.Arguments[1]), (scalar.Arguments[1], scalar.Arguments[0])])
        {
            if (_scalars.TryGetValue(product, out ScalarOp? lower) && PowerOf(lower, factor) is { } n && IdiomRules.PowerOf(n + 1) is { } code)
                return scalar with { Code = code, Arguments = [product, factor] };
        }
        return null;
    }

    private int? PowerOf(ScalarOp product, Value factor)
    {
        if (IdiomRules.PowerOf(product.Code) is { } n) return product.Arguments[1] == factor ? n : null;
        if (product.Code != Codes.Multiply || !product.Arguments.Contains(factor)) return null;
        Value other = product.Arguments[0] == factor ? product.Arguments[1] : product.Arguments[0];
        return other == factor ? 2 : _literals.ContainsKey(other) ? 1 : null;
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
