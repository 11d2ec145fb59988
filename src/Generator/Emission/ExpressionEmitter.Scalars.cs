using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Emission;

/// <summary>Operators, conversions and functions.</summary>
internal sealed partial class ExpressionEmitter
{
    private Expression Scalar(ScalarOp scalar, bool isStrict)
    {
        ScalarKind kind = plan.Function.TypeOf(scalar.Result).Kind;
        if (scalar.Code == Codes.Convert) return Convert(scalar, kind, isStrict);
        if (scalar.Code == Codes.Pack) return Pack(scalar);
        if (scalar.Code == Codes.Lane) return new($"{Value(scalar.Arguments[0]).At(Precedence.Primary)}[{Text(scalar.Arguments[1])}]", Precedence.Primary);
        Expression text = scalar.Code switch
        {
            Codes.Negate or Codes.Not or Codes.Complement => Unary(scalar),
            Codes.Index => new($"global::DiffGen.Workspaces.Guard.Index({Text(scalar.Arguments[0])}, {Text(scalar.Arguments[1])})", Precedence.Primary),
            _ when Codes.IsBinaryOperator(scalar.Code) => Binary(scalar),
            _ => Function(scalar),
        };
        if (kind.IsNarrow() && !scalar.Code.Contains("."))
            text = new($"({kind.Keyword()}){text.At(Precedence.Unary)}", Precedence.Unary) { IsConstant = text.IsConstant };
        if (!kind.IsInteger() || scalar.Code.Contains(".")) return text;
        if (scalar.IsChecked) return new($"checked({text.Text})", Precedence.Primary);
        return text.IsConstant ? new($"unchecked({text.Text})", Precedence.Primary) { IsConstant = true } : text;
    }

    private Expression Unary(ScalarOp scalar)
    {
        Expression operand = Value(scalar.Arguments[0], isStrict: true);
        string symbol = scalar.Code == Codes.Negate ? "-" : scalar.Code;
        string text = operand.Text[0] == '-' ? $"({operand.Text})" : operand.At(Precedence.Unary);
        return new(symbol + text, Precedence.Unary) { IsConstant = operand.IsConstant };
    }

    private Expression Binary(ScalarOp scalar)
    {
        Value first = scalar.Arguments[0], second = scalar.Arguments[1];
        if (first == second && Codes.IsComparison(scalar.Code) && plan.Function.TypeOf(first).Kind.IsFloat() && SameComparison(scalar) is { } same) return same;

        Precedence precedence = PrecedenceOf(scalar.Code);
        IrType type = plan.Function.TypeOf(scalar.Result);
        if (type.Lanes > 0) return new($"{Register(first, type, scalar.Code == Codes.Multiply).At(precedence)} {scalar.Code} {Register(second, type, scalar.Code is Codes.Multiply or Codes.Divide).At(precedence + 1)}", precedence);
        if (Lanes is not null && type.Kind.IsFloat()) return new($"{Lane(first, scalar.Code == Codes.Multiply).At(precedence)} {scalar.Code} {Lane(second, scalar.Code is Codes.Multiply or Codes.Divide).At(precedence + 1)}", precedence);

        bool isShift = scalar.Code is Codes.ShiftLeft or Codes.ShiftRight or Codes.UnsignedShiftRight;
        Expression left = Value(first, isStrict: isShift), right = Value(second);
        if (left.IsLoose && right.IsLoose) left = Value(first, isStrict: true);
        return new($"{left.At(precedence)} {scalar.Code} {right.At(precedence + 1)}", precedence) { IsConstant = left.IsConstant && right.IsConstant };
    }

    /// <summary>An operand of lanes: lanes, or a number where the operator takes one.</summary>
    private Expression Lane(Value value, bool mayBeNumber) => mayBeNumber || !IsShared(value) ? Value(value) : OfAll(value);

    /// <summary>The right operand of a compound assignment.</summary>
    public string Right(ScalarOp scalar, Value operand)
    {
        bool mayBeNumber = scalar.Code is Codes.Multiply or Codes.Divide;
        return plan.Function.TypeOf(scalar.Result) is { Lanes: > 0 } type ? Register(operand, type, mayBeNumber).Text : mayBeNumber ? Text(operand) : Stored(operand);
    }

    /// <summary>An operand of a register: a register, or a number where the operator takes one.</summary>
    private Expression Register(Value value, IrType type, bool mayBeNumber)
        => mayBeNumber || plan.Function.TypeOf(value).Lanes > 0 ? Value(value) : Pack(type, [value]);

    private Expression Pack(ScalarOp scalar) => Pack(plan.Function.TypeOf(scalar.Result), scalar.Arguments);

    /// <summary>Numbers side by side, zeros behind them; one alone is in all lanes.</summary>
    private Expression Pack(IrType type, EquatableArray<Value> numbers)
    {
        if (numbers.Count == 1 && plan.Tree.IsConstant(numbers[0], out Literal literal) && literal.Bits == 0) return new($"{types.Of(type)}.Zero", Precedence.Primary);
        IEnumerable<string> texts = numbers.Select(number => Value(number, isStrict: true).Text);
        if (numbers.Count > 1) texts = texts.Concat(Enumerable.Repeat("0", type.Lanes - numbers.Count));
        return new($"{types.Register(type)}.Create({string.Join(", ", texts)})", Precedence.Primary);
    }

    // C# warns of x != x.
    private Expression? SameComparison(ScalarOp scalar)
    {
        string type = plan.Function.TypeOf(scalar.Arguments[0]).Kind.Keyword();
        string test = $"{type}.IsNaN({Text(scalar.Arguments[0])})";
        return scalar.Code switch
        {
            Codes.NotEqual => new(test, Precedence.Primary),
            Codes.Equal or Codes.LessOrEqual or Codes.GreaterOrEqual => new("!" + test, Precedence.Unary),
            _ => new("false", Precedence.Primary),
        };
    }

    private Expression Convert(ScalarOp scalar, ScalarKind kind, bool isStrict)
    {
        ScalarKind from = plan.Function.TypeOf(scalar.Arguments[0]).Kind;
        if (from == ScalarKind.Number || kind == ScalarKind.Number) return new($"{kind.Keyword()}.CreateChecked({Value(scalar.Arguments[0], isStrict: true)})", Precedence.Primary);
        Expression operand = Value(scalar.Arguments[0], isStrict: true);
        if (!isStrict && !operand.IsConstant && from.ConvertsImplicitlyTo(kind)) return operand with { IsLoose = true };
        if (operand.IsConstant && from.IsFloat() && kind.IsInteger())
        {
            // A cast of a constant out of range is unspecified at compile time: left to the machine, as in the source.
            string math = types.System(from == ScalarKind.Float32 ? "MathF" : "Math");
            operand = new($"{math}.Max({operand.Text}, {operand.Text})", Precedence.Primary);
        }
        bool isAmbiguous = kind is ScalarKind.NInt or ScalarKind.NUInt && operand.Text[0] == '-';
        string text = $"({kind.Keyword()}){(isAmbiguous ? $"({operand.Text})" : operand.At(Precedence.Unary))}";
        if (scalar.IsChecked) return new($"checked({text})", Precedence.Primary);
        if (operand.IsConstant && kind.IsInteger()) return new($"unchecked({text})", Precedence.Primary) { IsConstant = true };
        return new(text, Precedence.Unary) { IsConstant = operand.IsConstant };
    }

    // Math.Sin(x); Math.SinCos(x).Sin; Math.Round(x, (MidpointRounding)1) of the code Math.Round:MidpointRounding. The overload is chosen by one argument of the right type.
    private Expression Function(ScalarOp scalar)
    {
        (string code, string? lastType) = scalar.Code.IndexOf(':') is var end and > 0
            ? (scalar.Code.Substring(0, end), scalar.Code.Substring(end + 1))
            : (scalar.Code, null);
        string[] parts = code.Split('.');
        if (plan.Function.TypeOf(scalar.Result) is { Lanes: > 0 } register) return new($"{types.Register(register)}.{parts[1]}({Text(scalar.Arguments[0])})", Precedence.Primary);
        string name = $"{(Lanes is not null && plan.Function.TypeOf(scalar.Result).Kind.IsFloat() ? TypeNames.Lanes : Receiver(parts[0]))}.{parts[1]}";
        string member = parts.Length > 2 ? "." + parts[2] : "";
        List<Expression> arguments = [.. scalar.Arguments.Select(argument => Value(argument))];
        var settled = new HashSet<ScalarKind>();
        for (int i = 0; i < arguments.Count; i++)
            if (!arguments[i].IsLoose && !(arguments[i].IsConstant && plan.Function.TypeOf(scalar.Arguments[i]).Kind == ScalarKind.Int32)) settled.Add(plan.Function.TypeOf(scalar.Arguments[i]).Kind);
        for (int i = 0; i < arguments.Count; i++)
            if (arguments[i].IsLoose && settled.Add(plan.Function.TypeOf(scalar.Arguments[i]).Kind)) arguments[i] = Value(scalar.Arguments[i], isStrict: true);
        List<string> texts = [.. arguments.Select(argument => argument.ToString())];
        if (lastType is not null) texts[texts.Count - 1] = $"({types.System(lastType)}){texts[texts.Count - 1]}";
        return new($"{name}({string.Join(", ", texts)}){member}", Precedence.Primary);
    }

    private string Receiver(string type) => char.IsLower(type[0]) || type.Contains(":") || type == ScalarKinds.NumberKeyword ? type : types.System(type);

    private static Precedence PrecedenceOf(string code) => code switch
    {
        Codes.Multiply or Codes.Divide or Codes.Remainder => Precedence.Multiplicative,
        Codes.Add or Codes.Subtract => Precedence.Additive,
        Codes.ShiftLeft or Codes.ShiftRight or Codes.UnsignedShiftRight => Precedence.Shift,
        Codes.Less or Codes.LessOrEqual or Codes.Greater or Codes.GreaterOrEqual => Precedence.Relational,
        Codes.Equal or Codes.NotEqual => Precedence.Equality,
        Codes.And => Precedence.And,
        Codes.Xor => Precedence.Xor,
        _ => Precedence.Or,
    };
}
