using System;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The identities on scalars. On floats only what is exact in IEEE 754 for every value, signed zeros and infinities
/// included: not <c>x*0</c>, not <c>x + 0.0</c>, not <c>0.0 - x</c>.
/// </summary>
internal sealed class SimplifyScalars(IrBuilder builder, Func<Value, Operation?> definitionOf)
{
    /// <summary>The simpler value, or null.</summary>
    /// <param name="isAdjoint">Whether the operation accumulates an adjoint: a structural zero is then no summand.</param>
    public Value? Simplify(string code, ScalarKind kind, bool isChecked, EquatableArray<Value> x, bool isAdjoint = false)
    {
        if (isAdjoint && kind.IsFloat() && x.Count == 2 && SimplifyAdjoint(code, x[0], x[1]) is { } adjoint) return adjoint;
        if (Folded(code, kind, isChecked, x) is { } literal) return builder.Constant(literal);
        if (code == "Math.Max" && x.Count == 2 && LiteralOf(x[0]) is { Kind: ScalarKind.Int32, Bits: <= 0 } && definitionOf(x[1]) is LengthOp) return x[1];
        if (x.Count == 0 || code.IndexOf('.') > 0) return null;
        ScalarKind operand = builder.TypeOf(x[0]).Kind;
        if (code == Codes.Convert) return operand == kind ? x[0] : null;
        if (operand == ScalarKind.Bool) return SimplifyBool(code, x);
        if (operand.IsFloat()) return SimplifyFloat(code, x);
        return isChecked ? null : SimplifyInteger(code, x);
    }

    /// <summary>An adjoint that is zero by construction: where nothing arrives, nothing goes on.</summary>
    private Value? SimplifyAdjoint(string code, Value a, Value b) => code switch
    {
        Codes.Add => IsNothing(a) ? b : IsNothing(b) ? a : null,                    // 0 + a ----> a
        Codes.Subtract => IsNothing(b) ? a : IsNothing(a) ? Opposite(b) : null,     // 0 - a ----> -a
        Codes.Multiply => IsNothing(a) ? a : IsNothing(b) ? b : null,               // 0 * a ----> 0
        Codes.Divide => IsNothing(a) ? a : null,                                    // 0 / a ----> 0
        _ => null,
    };

    private bool IsNothing(Value value) => Is(value, 0.0) || Is(value, -0.0);

    private Literal? Folded(string code, ScalarKind kind, bool isChecked, EquatableArray<Value> x)
    {
        if (x.Count is 0 or > 2 || code.IndexOf('.') > 0) return null;
        if (LiteralOf(x[0]) is not { } first) return null;
        if (x.Count == 1) return ConstantFolding.Fold(code, kind, isChecked, [first]);
        return LiteralOf(x[1]) is { } second ? ConstantFolding.Fold(code, kind, isChecked, [first, second]) : null;
    }

    private Value? SimplifyFloat(string code, EquatableArray<Value> x) => code switch
    {
        Codes.Negate => Negated(x[0]),                                              // -(-a) ----> a
        Codes.Add => SimplifySum(x[0], x[1]),
        Codes.Subtract => SimplifyDifference(x[0], x[1]),
        Codes.Multiply => SimplifyProduct(x[0], x[1]),
        Codes.Divide => SimplifyQuotient(x[0], x[1]),
        Codes.Less or Codes.Greater => x[0] == x[1] ? builder.Bool(false) : null,   // a < a ----> false, of NaN too
        _ => null,
    };

    private Value? SimplifySum(Value a, Value b)
    {
        if (Is(b, -0.0)) return a;                                                  // a + (-0.0) ----> a
        if (Is(a, -0.0)) return b;
        if (a == b) return builder.Scalar(Codes.Multiply, Two(a), a);               // a + a ----> 2 * a
        if (Negated(b) is { } positive) return builder.Scalar(Codes.Subtract, a, positive); // a + (-b) ----> a - b
        if (Negated(a) is { } other) return builder.Scalar(Codes.Subtract, b, other); // (-a) + b ----> b - a
        return null;
    }

    private Value? SimplifyDifference(Value a, Value b)
    {
        if (Is(b, 0.0)) return a;                                                   // a - 0.0 ----> a
        if (Negated(a) == b) return Opposite(builder.Scalar(Codes.Multiply, Two(b), b)); // (-b) - b ----> -(2 * b)
        if (Negated(b) is { } positive) return builder.Scalar(Codes.Add, a, positive); // a - (-b) ----> a + b
        return null;
    }

    private Value? SimplifyProduct(Value a, Value b)
    {
        if (Is(a, 1)) return b;                                                     // 1 * b ----> b
        if (Is(b, 1)) return a;
        if (Is(a, -1)) return Opposite(b);                                          // -1 * b ----> -b
        if (Is(b, -1)) return Opposite(a);
        if (Negated(a) is { } left && Negated(b) is { } right) return builder.Scalar(Codes.Multiply, left, right); // (-a) * (-b) ----> a * b
        if (Negated(a) is { } first) return Opposite(builder.Scalar(Codes.Multiply, first, b)); // (-a) * b ----> -(a * b)
        if (Negated(b) is { } second) return Opposite(builder.Scalar(Codes.Multiply, a, second));
        return null;
    }

    private Value? SimplifyQuotient(Value a, Value b)
    {
        if (Is(b, 1)) return a;                                                     // a / 1 ----> a
        if (Is(b, -1)) return Opposite(a);                                          // a / -1 ----> -a
        if (Negated(a) is { } left && Negated(b) is { } right) return builder.Scalar(Codes.Divide, left, right); // (-a) / (-b) ----> a / b
        if (Negated(a) is { } first) return Opposite(builder.Scalar(Codes.Divide, first, b)); // (-a) / b ----> -(a / b)
        if (Negated(b) is { } second) return Opposite(builder.Scalar(Codes.Divide, a, second));
        return null;
    }

    private Value? SimplifyInteger(string code, EquatableArray<Value> x)
    {
        Value a = x[0], b = x[x.Count - 1];
        long? left = LiteralOf(a)?.Bits, right = LiteralOf(b)?.Bits;
        switch (code)
        {
            case Codes.Add: return right == 0 ? a : left == 0 ? b : Reassociated(Codes.Add, a, b);
            case Codes.Subtract: return right == 0 ? a : a == b ? Zero(a) : Reassociated(Codes.Subtract, a, b);
            case Codes.Multiply: return right == 1 ? a : left == 1 ? b : right == 0 || left == 0 ? Zero(a) : null;
            case Codes.Divide: return right == 1 ? a : null;
            case Codes.Remainder: return right == 1 ? Zero(a) : null;
            case Codes.ShiftLeft or Codes.ShiftRight or Codes.UnsignedShiftRight: return right == 0 ? a : null;
            case Codes.And: return a == b ? a : right == 0 || left == 0 ? Zero(a) : null;
            case Codes.Or: return a == b || right == 0 ? a : left == 0 ? b : null;
            case Codes.Xor: return right == 0 ? a : left == 0 ? b : a == b ? Zero(a) : null;
            case Codes.Negate or Codes.Complement: return definitionOf(a) is ScalarOp { IsChecked: false } inner && inner.Code == code ? inner.Arguments[0] : null;
            case Codes.Equal or Codes.LessOrEqual or Codes.GreaterOrEqual: return a == b ? builder.Bool(true) : null;
            case Codes.NotEqual or Codes.Less or Codes.Greater: return a == b ? builder.Bool(false) : null;
            default: return null;
        }
    }

    /// <summary><c>(a + 2) - 1 ----> a + 1</c>: integers wrap, so constants add up.</summary>
    private Value? Reassociated(string code, Value sum, Value addend)
    {
        if (LiteralOf(addend) is not { } outer) return null;
        if (definitionOf(sum) is not ScalarOp { IsChecked: false, Code: Codes.Add or Codes.Subtract } inner) return null;
        if (LiteralOf(inner.Arguments[1]) is not { } constant) return null;
        string difference = code == inner.Code ? Codes.Add : Codes.Subtract;
        if (ConstantFolding.Fold(difference, outer.Kind, false, constant, outer) is not { } total) return null;
        if (total.Bits == 0) return inner.Arguments[0];
        if (total is not { Kind: ScalarKind.Int32, Bits: < 0 and > int.MinValue }) return builder.Scalar(inner.Code, inner.Arguments[0], builder.Constant(total));
        return builder.Scalar(inner.Code == Codes.Add ? Codes.Subtract : Codes.Add, inner.Arguments[0], builder.Int32((int)-total.Bits)); // (a + 1) - 2 ----> a - 1
    }

    private Value? SimplifyBool(string code, EquatableArray<Value> x)
    {
        if (code == Codes.Not) return SimplifyNot(x[0]);
        Value a = x[0], b = x[1];
        bool? left = LiteralOf(a)?.AsBool, right = LiteralOf(b)?.AsBool;
        if (left is null && right is null)
        {
            return code switch
            {
                Codes.And or Codes.Or => a == b ? a : null,
                Codes.Equal => a == b ? builder.Bool(true) : null,
                Codes.Xor or Codes.NotEqual => a == b ? builder.Bool(false) : null,
                _ => null,
            };
        }
        Value other = left is null ? a : b;
        bool known = (left ?? right)!.Value;
        return code switch
        {
            Codes.And => known ? other : builder.Bool(false),                       // a & true ----> a
            Codes.Or => known ? builder.Bool(true) : other,                         // a | false ----> a
            Codes.Equal => known ? other : Inverse(other),                          // a == false ----> !a
            Codes.Xor or Codes.NotEqual => known ? Inverse(other) : other,          // a != false ----> a
            _ => null,
        };
    }

    private Value Inverse(Value condition) => SimplifyNot(condition) ?? builder.Scalar(Codes.Not, condition);

    /// <summary><c>!(!c) ----> c</c>, <c>!(a == b) ----> a != b</c>; <c>!(a &lt; b) ----> a >= b</c> on integers only, because of NaN.</summary>
    private Value? SimplifyNot(Value condition)
    {
        if (definitionOf(condition) is not ScalarOp inner) return null;
        if (inner.Code == Codes.Not) return inner.Arguments[0];
        bool isOrdered = inner.Arguments.Count == 2 && builder.TypeOf(inner.Arguments[0]).Kind.IsInteger();
        string? opposite = inner.Code switch
        {
            Codes.Equal => Codes.NotEqual,
            Codes.NotEqual => Codes.Equal,
            Codes.Less when isOrdered => Codes.GreaterOrEqual,
            Codes.LessOrEqual when isOrdered => Codes.Greater,
            Codes.Greater when isOrdered => Codes.LessOrEqual,
            Codes.GreaterOrEqual when isOrdered => Codes.Less,
            _ => null,
        };
        return opposite is null ? null : builder.Scalar(opposite, inner.Arguments[0], inner.Arguments[1]);
    }

    private Value? Negated(Value value) => definitionOf(value) is ScalarOp { Code: Codes.Negate } negation ? negation.Arguments[0] : null;

    private Value Opposite(Value value) => Negated(value) ?? builder.Scalar(Codes.Negate, value);

    private Value Two(Value like) => builder.Float(builder.TypeOf(like).Kind, 2);

    private Value Zero(Value like) => builder.Constant(new Literal(builder.TypeOf(like).Kind, 0));

    private bool Is(Value value, double number) => LiteralOf(value) is { } literal && literal.Is(number);

    private Literal? LiteralOf(Value value) => (definitionOf(value) as ConstantOp)?.Literal;
}
