using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Switches, as chains of ifs.
/// <code>
/// switch (x) { case a: A; break; default: D; }   ---->   if (x == a) A else D
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    private void LowerSwitch(ISwitchOperation choice)
    {
        _builder.Origin = new Origin(_builder.Source(Quote(choice.Syntax)), false);
        Slot value = Lower(choice.Value);
        if (HasGotoCase(choice))
        {
            LowerJumpingSwitch(choice, value);
            return;
        }
        var exit = new ExitTarget("left");
        _exits[choice.ExitLabel] = exit;
        List<ISwitchCaseOperation> sections = [.. choice.Cases.Where(section => !section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation))];
        ISwitchCaseOperation? fallback = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        foreach (ICaseClauseOperation clause in choice.Cases.SelectMany(section => section.Clauses)) DeclareInside(clause);
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
    private Value AnyMatches(Slot value, List<ICaseClauseOperation> clauses)
    {
        Value matches = Matches(value, clauses[0]);
        foreach (ICaseClauseOperation clause in clauses.Skip(1))
        {
            matches = clause is IPatternCaseClauseOperation { Guard: not null }
                ? ((ScalarSlot)BranchValue(matches, () => new ScalarSlot(_builder.Bool(true)), () => new ScalarSlot(Matches(value, clause)))).Value
                : _builder.Scalar(Codes.Or, matches, Matches(value, clause));
        }
        return matches;
    }

    private Value Matches(Slot value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => IsConstant(value, single.Value),
        IPatternCaseClauseOperation pattern => When(Matches(value, pattern.Pattern), pattern.Guard),
        _ => throw Unsupported(clause),
    };

    private Value When(Value matches, IOperation? guard) => guard is null
        ? matches
        : ((ScalarSlot)BranchValue(matches, () => new ScalarSlot(Scalar(guard)), () => new ScalarSlot(_builder.Bool(false)))).Value;

    private Slot LowerSwitchExpression(ISwitchExpressionOperation choice)
    {
        Slot value = Lower(choice.Value);
        return Arm(0);

        Slot Arm(int index)
        {
            if (index == choice.Arms.Length)
            {
                AddThrow("new global::System.Runtime.CompilerServices.SwitchExpressionException()", []);
                _environment.Throws = true;
                return new PoisonSlot();
            }
            ISwitchExpressionArmOperation arm = choice.Arms[index];
            if (arm.Pattern is IDiscardPatternOperation && arm.Guard is null) return this.Arm(arm.Value, choice.Type);
            return BranchValue(When(Matches(value, arm.Pattern), arm.Guard), () => this.Arm(arm.Value, choice.Type), () => Arm(index + 1));
        }
    }
}
