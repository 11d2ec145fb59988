using System;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Derivatives;

/// <summary>
/// A scalar as the rules write it: an IR value, forced on first use, or a literal. Operators emit IR at once and drop
/// only what is exact in IEEE 754 (<c>1*x</c>, <c>x*1</c>, <c>x/1</c>, <c>-1*x</c>, operators on literals, known conditions).
/// </summary>
internal sealed class Operand
{
    private readonly RuleScope? _scope;

    /// <summary>Recalls the value of an index.</summary>
    private readonly Func<int, Value>? _recall;
    private readonly int _index;
    private Value _value = Value.None;

    private Operand(RuleScope? scope, ScalarKind kind, Literal? literal = null, Func<int, Value>? recall = null, int index = 0)
    {
        _scope = scope;
        Kind = kind;
        Literal = literal;
        _recall = recall;
        _index = index;
    }

    /// <summary>The type; <see cref="ScalarKind.None"/> for a literal of a rule, which takes that of its partner.</summary>
    public ScalarKind Kind { get; }

    /// <summary>The value, where it is known at compile time.</summary>
    public Literal? Literal { get; }

    /// <summary>The number, where it is known at compile time.</summary>
    public double? Number => Literal is { } literal ? (literal.Kind.IsFloat() ? literal.AsDouble : literal.Bits) : null;

    /// <summary>The number, where it is known at compile time and an integer.</summary>
    public int? Integer => Number is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    /// <summary>The IR value; the first use forces it.</summary>
    public Value Value
    {
        get
        {
            if (_value.IsNone) _value = Literal is { } literal ? Scope.Builder.Constant(Typed(literal)) : _recall!(_index);
            return _value;
        }
    }

    private RuleScope Scope => _scope ?? throw new InvalidOperationException("A literal of a rule stands alone");

    /// <summary>A value that is there.</summary>
    public static Operand Given(RuleScope scope, ScalarKind kind, Value value) => new(scope, kind) { _value = value };

    /// <summary>A value recalled on first use.</summary>
    public static Operand Recalled(RuleScope scope, ScalarKind kind, Func<int, Value> recall, int index) => new(scope, kind, recall: recall, index: index);

    /// <summary>A value that is known at compile time; it is never recalled.</summary>
    public static Operand Known(RuleScope scope, Literal literal) => new(scope, literal.Kind, literal);

    public static implicit operator Operand(double number)
        => new(null, ScalarKind.None, IR.Literal.Of(ScalarKind.Float64, number));

    public static Operand operator +(Operand left, Operand right) => Arithmetic(Codes.Add, left, right, (a, b) => a + b);

    public static Operand operator -(Operand left, Operand right) => Arithmetic(Codes.Subtract, left, right, (a, b) => a - b);

    public static Operand operator *(Operand left, Operand right)
    {
        if (left.Number == 1) return right;
        if (right.Number == 1) return left;
        if (left.Number == -1) return -right;
        if (right.Number == -1) return -left;
        return Arithmetic(Codes.Multiply, left, right, (a, b) => a * b);
    }

    public static Operand operator /(Operand left, Operand right)
        => right.Number == 1 ? left : Arithmetic(Codes.Divide, left, right, (a, b) => a / b);

    public static Operand operator -(Operand operand)
        => operand.Number is { } number ? Folded(operand, operand, -number) : Emit(operand.Kind, Codes.Negate, operand);

    public static Operand operator <(Operand left, Operand right) => Compare(Codes.Less, left, right, (a, b) => a < b);

    public static Operand operator <=(Operand left, Operand right) => Compare(Codes.LessOrEqual, left, right, (a, b) => a <= b);

    public static Operand operator >(Operand left, Operand right) => Compare(Codes.Greater, left, right, (a, b) => a > b);

    public static Operand operator >=(Operand left, Operand right) => Compare(Codes.GreaterOrEqual, left, right, (a, b) => a >= b);

    /// <summary><c>this == other</c>.</summary>
    public Operand Is(Operand other) => Compare(Codes.Equal, this, other, (a, b) => a == b);

    /// <summary><c>this &amp; other</c>; the other is not built where this is known to be false.</summary>
    public Operand And(Func<Operand> other)
        => Literal is { } known ? (known.AsBool ? other() : this) : Join(Codes.And, other(), neutral: true);

    /// <summary><c>this | other</c>; the other is not built where this is known to be true.</summary>
    public Operand Or(Func<Operand> other)
        => Literal is { } known ? (known.AsBool ? this : other()) : Join(Codes.Or, other(), neutral: false);

    /// <summary><c>condition ? then() : otherwise()</c>; the side not taken is not evaluated.</summary>
    public static Operand If(Operand condition, Func<Operand> then, Func<Operand> otherwise)
    {
        if (condition.Literal is { } known) return known.AsBool ? then() : otherwise();
        RuleScope scope = condition.Scope;
        Value test = condition.Value;
        Region thenRegion = scope.Builder.Region(default, () => [then().In(scope).Value]);
        Region otherwiseRegion = scope.Builder.Region(default, () => [otherwise().In(scope).Value]);
        Value result = scope.Builder.Define(new IrType(scope.Kind));
        scope.Builder.Add(new IfOp([result], test, thenRegion, otherwiseRegion));
        return Given(scope, scope.Kind, result);
    }

    /// <summary>The function of that name in the type's math class: <c>Math.Sin</c>, <c>MathF.Sin</c>, <c>double.Hypot</c>, …</summary>
    public static Operand Call(string family, params Operand[] arguments)
    {
        ScalarKind kind = Array.Find(arguments, argument => argument.Kind.IsFloat())!.Kind;
        return Emit(kind, MathRules.CodeOf(family, kind), arguments);
    }

    /// <summary>A test of this value: <c>double.IsNegative</c> and the like.</summary>
    public Operand Test(string family) => Emit(ScalarKind.Bool, MathRules.CodeOf(family, Kind), this);

    /// <summary>This value as the floating type of the rule: a C# cast where it has another type.</summary>
    public Operand ToRuleKind()
    {
        if (Kind == Scope.Kind) return this;
        return Number is { } number
            ? new Operand(Scope, Scope.Kind, IR.Literal.Of(Scope.Kind, number))
            : Emit(Scope.Kind, Codes.Convert, this);
    }

    /// <summary>A literal takes the type of the operands beside it.</summary>
    private Operand In(RuleScope scope, ScalarKind kind = ScalarKind.None)
        => _scope is not null ? this : new Operand(scope, kind == ScalarKind.None ? scope.Kind : kind, Literal);

    private Literal Typed(Literal literal)
        => literal.Kind == Kind ? literal
            : Kind.IsFloat() ? IR.Literal.Of(Kind, literal.AsDouble)
            : new Literal(Kind, (long)literal.AsDouble);

    private Operand Join(string code, Operand other, bool neutral)
        => other.Literal is { } known ? (known.AsBool == neutral ? this : other) : Emit(ScalarKind.Bool, code, this, other);

    private static Operand Arithmetic(string code, Operand left, Operand right, Func<double, double, double> fold)
        => left.Number is { } a && right.Number is { } b
            ? Folded(left, right, fold(a, b))
            : Emit(left.Kind == ScalarKind.None ? right.Kind : left.Kind, code, left, right);

    private static Operand Compare(string code, Operand left, Operand right, Func<double, double, bool> fold)
        => left.Number is { } a && right.Number is { } b
            ? new Operand(left._scope ?? right._scope, ScalarKind.Bool, IR.Literal.Of(fold(a, b)))
            : Emit(ScalarKind.Bool, code, left, right);

    private static Operand Folded(Operand left, Operand right, double number)
    {
        ScalarKind kind = left.Kind == ScalarKind.None ? right.Kind : left.Kind;
        return new Operand(left._scope ?? right._scope, kind, IR.Literal.Of(kind == ScalarKind.Float32 ? kind : ScalarKind.Float64, number));
    }

    private static Operand Emit(ScalarKind kind, string code, params Operand[] operands)
    {
        Operand typed = Array.Find(operands, operand => operand._scope is not null)
            ?? throw new InvalidOperationException($"{code} on literals of a rule");
        var values = new Value[operands.Length];
        for (int i = 0; i < values.Length; i++) values[i] = operands[i].In(typed.Scope, typed.Kind).Value;
        Value result = typed.Scope.Builder.Scalar(new IrType(kind), code, values);
        return Given(typed.Scope, kind, result);
    }
}
