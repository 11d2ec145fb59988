using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Switches and patterns, as chains of ifs.
/// <code>
/// switch (x) { case a: A; break; default: D; }   ---->   if (x == a) A else D
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    private void LowerSwitch(ISwitchOperation choice)
    {
        _builder.Origin = new Origin(_builder.Source(Quote(choice.Syntax)), false);
        Value value = Scalar(choice.Value);
        var exit = new ExitTarget("left");
        _exits[choice.ExitLabel] = exit;
        List<ISwitchCaseOperation> sections = [.. choice.Cases.Where(section => !section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation))];
        ISwitchCaseOperation? fallback = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        Section(0);
        _environment.Remove(exit);

        void Section(int index)
        {
            if (index == sections.Count)
            {
                if (fallback is not null) LowerBlock(fallback.Body);
                _environment.Remove(exit);
                return;
            }
            Branch(AnyMatches(value, [.. sections[index].Clauses]), () => Body(sections[index]), () => Section(index + 1));
        }

        void Body(ISwitchCaseOperation section)
        {
            LowerBlock(section.Body);
            _environment.Remove(exit);
        }
    }

    /// <summary>The labels in order; a guard is evaluated only where no label before matched.</summary>
    private Value AnyMatches(Value value, List<ICaseClauseOperation> clauses)
    {
        Value matches = Matches(value, clauses[0]);
        foreach (ICaseClauseOperation clause in clauses.Skip(1))
        {
            matches = clause is IPatternCaseClauseOperation { Guard: not null }
                ? ((ScalarSlot)BranchValue(matches, IrType.Bool, () => new ScalarSlot(_builder.Bool(true)), () => new ScalarSlot(Matches(value, clause)))).Value
                : _builder.Scalar(Codes.Or, matches, Matches(value, clause));
        }
        return matches;
    }

    private Value Matches(Value value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => IsConstant(value, single.Value),
        IPatternCaseClauseOperation pattern => When(Matches(value, pattern.Pattern), pattern.Guard),
        _ => throw Unsupported(clause),
    };

    private Value When(Value matches, IOperation? guard) => guard is null
        ? matches
        : ((ScalarSlot)BranchValue(matches, IrType.Bool, () => new ScalarSlot(Scalar(guard)), () => new ScalarSlot(_builder.Bool(false)))).Value;

    private Slot LowerSwitchExpression(ISwitchExpressionOperation choice)
    {
        Value value = Scalar(choice.Value);
        IrType type = TypeOf(choice);
        return Arm(0);

        Slot Arm(int index)
        {
            if (index == choice.Arms.Length)
            {
                _builder.Add(new ThrowOp("new global::System.Runtime.CompilerServices.SwitchExpressionException()", default));
                _environment.Throws = true;
                return new PoisonSlot();
            }
            ISwitchExpressionArmOperation arm = choice.Arms[index];
            if (arm.Pattern is IDiscardPatternOperation && arm.Guard is null) return Lower(arm.Value);
            return BranchValue(When(Matches(value, arm.Pattern), arm.Guard), type, () => Lower(arm.Value), () => Arm(index + 1));
        }
    }

    private Value Matches(Value value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return IsConstant(value, constant.Value);
            case IRelationalPatternOperation relational:
                return _builder.Scalar(Operators.Binary(relational.OperatorKind)!, value, ConstantFor(relational.Value, value));
            case IBinaryPatternOperation binary:
                Value left = Matches(value, binary.LeftPattern), right = Matches(value, binary.RightPattern);
                return _builder.Scalar(binary.OperatorKind == BinaryOperatorKind.And ? Codes.And : Codes.Or, left, right);
            case INegatedPatternOperation negated:
                return _builder.Scalar(Codes.Not, Matches(value, negated.Pattern));
            case IDiscardPatternOperation:
                return _builder.Bool(true);
            case IDeclarationPatternOperation { DeclaredSymbol: { } variable, MatchesNull: true }:
                Bind(variable, new ScalarSlot(value));
                return _builder.Bool(true);
            default:
                throw Refuse(pattern, "this pattern", "use constant, relational and logical patterns on numbers, bools and enums");
        }
    }

    /// <summary>A pattern matches NaN, which equals nothing: <c>x is double.NaN   ---->   x != x</c>.</summary>
    private Value IsConstant(Value value, IOperation constant) => constant.ConstantValue.Value is double.NaN or float.NaN
        ? _builder.Scalar(Codes.NotEqual, value, value)
        : _builder.Scalar(Codes.Equal, value, ConstantFor(constant, value));

    private Value ConstantFor(IOperation constant, Value value)
    {
        ScalarKind kind = _builder.TypeOf(value).Kind;
        return constant.ConstantValue is { HasValue: true, Value: { } known } ? _builder.Constant(Literals.Of(kind, known)) : throw Unsupported(constant);
    }
}
