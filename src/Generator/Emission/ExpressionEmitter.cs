using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Values as C# expressions, with no more parentheses and casts than C# needs.</summary>
internal sealed partial class ExpressionEmitter(PrintPlan plan, TypeNames types, IReadOnlyDictionary<string, Callee> callees)
{
    /// <summary>A value; strict where nothing around it would convert it to its type.</summary>
    public Expression Value(Value value, bool isStrict = false)
    {
        if (plan.VariableOf(value) is { } variable) return new(variable.Name, Precedence.Primary);
        return Operation(plan.Tree.Definition(value)!, isStrict);
    }

    /// <summary>The body of a loop that is printed for several elements at a time, or null.</summary>
    public PrintRegion? Lanes { get; set; }

    /// <summary>A value where it is assigned, returned or stored: there it converts implicitly.</summary>
    public string Text(Value value) => Value(value).Text;

    /// <summary>As <see cref="Text"/>; a number that all lanes share where it has to be lanes.</summary>
    public string Stored(Value value) => IsShared(value) ? OfAll(value).Text : Text(value);

    /// <summary>Whether lanes meet a value that is one number for all of them.</summary>
    private bool IsShared(Value value)
        => Lanes is not null && plan.Function.TypeOf(value).IsFloatScalar && (plan.Tree.RegionOf(value) != Lanes || plan.Tree.IsConstant(value, out _));

    private Expression OfAll(Value value) => new($"{TypeNames.Lanes}.Of({Value(value, isStrict: true)})", Precedence.Primary);

    public Expression Operation(PrintNode node, bool isStrict = false) => node.Operation switch
    {
        ConstantOp constant => isStrict ? Literals.Strict(constant.Literal) : Literals.Loose(constant.Literal),
        LengthOp length => new($"{Text(length.Buffer)}.Length", Precedence.Primary),
        LoadOp load => new(Element(load.Buffer, load.Index, node.IsUnchecked), Precedence.Primary),
        ScalarOp scalar => Scalar(scalar, isStrict),
        IfOp branch => Conditional(branch, isStrict),
        OpaqueOp opaque => Opaque(opaque.Template, opaque.Arguments),
        GrowOp grow => new($"{Text(grow.Arena)}.Allocate({Index(grow.Length)})", Precedence.Primary),
        CallOp call => new(Call(call, []), Precedence.Primary),
        _ => throw new InvalidOperationException($"{node.Operation.GetType().Name} is no expression"),
    };

    public string Element(Value buffer, Value index, bool isUnchecked, bool isWritten = false)
    {
        Variable? variable = plan.VariableOf(buffer);
        string element = variable is { Referred: { Length: > 0 } referred } && plan.VariableOf(index) is null && plan.Tree.IsConstant(index, out Literal literal) && literal.Bits == 0
            ? referred
            : isUnchecked || Lanes is not null ? types.At(Text(buffer), Index(index), Lanes is not null) : $"{Text(buffer)}[{Index(index)}]";
        return plan.Function.TypeOf(buffer).Of is { } fields ? (isWritten ? fields.Write : fields.Read).Replace("{0}", element) : element;
    }

    /// <summary>An integer where C# wants an <c>int</c>.</summary>
    public string Index(Value index)
    {
        if (plan.Function.TypeOf(index).Kind == ScalarKind.Int32) return Text(index);
        Expression value = Value(index);
        return value is { IsConstant: true, IsLoose: true } ? value.Text : $"(int){value.At(Precedence.Unary)}";
    }

    public string Call(CallOp call, IEnumerable<string> outs)
    {
        callees.TryGetValue(call.Function, out Callee? callee);
        IEnumerable<string> arguments = call.Arguments.Select(argument => Value(argument, isStrict: true).Text).Concat(outs);
        if (callee is { NeedsWorkspace: true }) arguments = arguments.Append(plan.Workspace);
        return $"{callee?.Name ?? call.Function}{callee?.TypeArguments}({string.Join(", ", arguments)})";
    }

    /// <summary>A template with its arguments in place.</summary>
    public Expression Opaque(string template, EquatableArray<Value> arguments)
    {
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i])
            {
                text.Append(template[i++]);
                continue;
            }
            int end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0 || !int.TryParse(template.Substring(i + 1, end - i - 1), out int number) || number >= arguments.Count)
            {
                text.Append(template[i]);
                continue;
            }
            bool isDelimited = IsOneOf(template, i - 1, "(,[") && IsOneOf(template, end + 1, "),]");
            Expression argument = Value(arguments[number], isStrict: true);
            text.Append(isDelimited ? argument.Text : argument.At(Precedence.Primary));
            i = end;
        }
        string result = text.ToString();
        return new(result, IsPrimary(result) ? Precedence.Primary : Precedence.Lowest);
    }

    /// <summary>The condition of a statement that runs where the value is false.</summary>
    public Expression Not(Value condition)
    {
        if (plan.VariableOf(condition) is null && plan.Tree.Definition(condition)!.Operation is ScalarOp scalar)
        {
            if (scalar.Code == Codes.Not) return Value(scalar.Arguments[0]);
            if (Opposite(scalar) is { } code) return Scalar(scalar with { Code = code }, isStrict: false);
        }
        Expression value = Value(condition);
        return new(value.Text[0] == '!' && value.Precedence == Precedence.Unary ? value.Text.Substring(1) : "!" + value.At(Precedence.Unary), Precedence.Unary);
    }

    // With NaN, !(a < b) isn't a >= b.
    private string? Opposite(ScalarOp scalar) => scalar.Code switch
    {
        Codes.Equal when scalar.Arguments[0] != scalar.Arguments[1] => Codes.NotEqual,
        Codes.NotEqual when scalar.Arguments[0] != scalar.Arguments[1] => Codes.Equal,
        _ when !Codes.IsComparison(scalar.Code) || plan.Function.TypeOf(scalar.Arguments[0]).Kind.IsFloat() => null,
        Codes.Less => Codes.GreaterOrEqual,
        Codes.LessOrEqual => Codes.Greater,
        Codes.Greater => Codes.LessOrEqual,
        Codes.GreaterOrEqual => Codes.Less,
        _ => null,
    };

    private Expression Conditional(IfOp branch, bool isStrict)
    {
        Value then = branch.Then.Yields[0], otherwise = branch.Else.Yields[0];
        if (plan.Function.TypeOf(branch.IfResults[0]).Kind == ScalarKind.Bool)
        {
            if (IsLiteral(otherwise, false))
                return new($"{Value(branch.Condition).At(Precedence.LogicalAnd)} && {Value(then).At(Precedence.LogicalAnd)}", Precedence.LogicalAnd);
            if (IsLiteral(then, true))
                return new($"{Value(branch.Condition).At(Precedence.LogicalOr)} || {Value(otherwise).At(Precedence.LogicalOr)}", Precedence.LogicalOr);
        }

        // A choice between int literals is an int, which converts to wider signed types only.
        bool isNarrow = plan.Function.TypeOf(branch.IfResults[0]).Kind is var kind && (kind.IsNarrow() || kind is ScalarKind.UInt32 or ScalarKind.UInt64 or ScalarKind.NUInt);
        Expression left = Value(then, isNarrow), right = Value(otherwise, isNarrow);
        bool isLoose = left.IsLoose && right.IsLoose;
        if (isLoose && (isStrict || !left.IsConstant || !right.IsConstant))
        {
            left = Value(then, isStrict: true);
            isLoose = false;
        }
        string condition = Value(branch.Condition).At(Precedence.LogicalOr);
        return new($"{condition} ? {left.At(Precedence.LogicalOr)} : {right.At(Precedence.LogicalOr)}", Precedence.Conditional) { IsLoose = isLoose };
    }

    private bool IsLiteral(Value value, bool expected)
        => plan.VariableOf(value) is null && plan.Tree.IsConstant(value, out Literal literal) && literal.AsBool == expected;

    private static bool IsOneOf(string text, int index, string set)
    {
        while (index >= 0 && index < text.Length && text[index] == ' ') index += set[0] == '(' ? -1 : 1;
        return index >= 0 && index < text.Length && set.IndexOf(text[index]) >= 0;
    }

    /// <summary>Names, dots and balanced brackets: a text that needs no parentheses anywhere.</summary>
    private static bool IsPrimary(string text)
    {
        int depth = 0;
        foreach (char c in text)
        {
            if (c is '(' or '[') depth++;
            else if (c is ')' or ']') depth--;
            else if (depth == 0 && !char.IsLetterOrDigit(c) && c is not ('.' or '_' or ':' or '@')) return false;
        }
        return text.Length > 0 && text[0] != '(';
    }
}
