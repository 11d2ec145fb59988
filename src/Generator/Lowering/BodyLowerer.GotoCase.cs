using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// A switch whose sections jump to one another is a small machine: which section runs next is a number.
/// <code>
/// switch (x) { case a: A; goto case b; case b: B; break; }
///    ---->   next = x == a ? 0 : x == b ? 1 : 2; while (next != 2) { if (next == 0) { A; next = 1 } else { B; next = 2 } }
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What <c>goto case</c> in the section at hand sets, and where its labels go.</summary>
    private (Temporary Next, Dictionary<ILabelSymbol, int> Sections, ExitTarget Jump)? _jump;

    private static bool HasGotoCase(ISwitchOperation choice) => choice.Cases.SelectMany(section => section.Body).SelectMany(statement => statement.DescendantsAndSelf())
        .Any(operation => operation is IBranchOperation { BranchKind: BranchKind.GoTo } branch && IsCase(branch));

    private static bool IsCase(IBranchOperation branch)
        => branch.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.GotoStatementSyntax syntax && !syntax.CaseOrDefaultKeyword.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.None);

    private void LowerJumpingSwitch(ISwitchOperation choice, Slot value)
    {
        List<IOperation> inside = [.. choice.Cases.SelectMany(section => section.Body).SelectMany(statement => statement.DescendantsAndSelf())];
        HashSet<ILabelSymbol> ownLoops = new(inside.OfType<ILoopOperation>().Select(inner => inner.ContinueLabel), SymbolEqualityComparer.Default);
        // A loop around the machine goes on when the machine has stopped.
        ILabelSymbol? around = inside.OfType<IBranchOperation>().FirstOrDefault(branch => branch.BranchKind == BranchKind.Continue && !ownLoops.Contains(branch.Target))?.Target;
        ExitTarget? skip = around is null ? null : _exits[around];
        var skips = new Temporary("skips");
        var next = new Temporary("next");
        var sections = new Dictionary<ILabelSymbol, int>(SymbolEqualityComparer.Default);
        for (int i = 0; i < choice.Cases.Length; i++)
            foreach (ICaseClauseOperation clause in choice.Cases[i].Clauses)
                if (clause.Label is { } label) sections[label] = i;
        int end = choice.Cases.Length;
        Bind(next, First(0));
        var loop = new Loop(
            [.. choice.Cases],
            () => _builder.Scalar(Codes.NotEqual, ((ScalarSlot)_environment.Get(next)!).Value, _builder.Int32(end)),
            () => Section(0),
            () => { });
        loop.Own.Add(next);
        if (skip is not null)
        {
            loop.Own.Add(skips);
            Bind(skips, new ScalarSlot(_builder.Bool(false)));
        }
        LowerLoop(new LoopLabels(choice.ExitLabel, null), loop);
        _environment.Remove(next);
        if (skip is not null)
        {
            _exits[around!] = skip;
            Value isSkipped = ((ScalarSlot)_environment.Get(skips)!).Value;
            _environment.Remove(skips);
            Branch(isSkipped, () => Bind(skip, new TakenSlot()), () => { });
        }

        // Labels are tested in order; default comes last, wherever it stands.
        Slot First(int index)
        {
            if (index == end) return new ScalarSlot(_builder.Int32(choice.Cases.ToList().FindIndex(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation)) is >= 0 and int fallback ? fallback : end));
            List<ICaseClauseOperation> clauses = [.. choice.Cases[index].Clauses.Where(clause => clause is not IDefaultCaseClauseOperation)];
            return clauses.Count == 0 ? First(index + 1) : BranchValue(AnyMatches(value, clauses), () => new ScalarSlot(_builder.Int32(index)), () => First(index + 1));
        }

        void Section(int index)
        {
            if (index == end - 1)
            {
                Run(index);
                return;
            }
            Value isThis = _builder.Scalar(Codes.Equal, ((ScalarSlot)_environment.Get(next)!).Value, _builder.Int32(index));
            Branch(isThis, () => Run(index), () => Section(index + 1));
        }

        void Run(int index)
        {
            var jump = new ExitTarget("jumped");
            (Temporary, Dictionary<ILabelSymbol, int>, ExitTarget)? outer = _jump;
            _jump = (next, sections, jump);
            _exits[choice.ExitLabel] = jump;
            Bind(next, new ScalarSlot(_builder.Int32(end)));
            var own = new ExitTarget("skipped");
            if (around is not null) _exits[around] = own;
            LowerBlock(choice.Cases[index].Body);
            if (_environment.Entry(own) is { } taken) Bind(skips, taken is ScalarSlot ? taken : new ScalarSlot(_builder.Bool(true)));
            _environment.Remove(own);
            _environment.Remove(jump);
            _jump = outer;
        }
    }

    /// <summary><c>goto case x;</c></summary>
    private bool LowerGotoCase(IBranchOperation branch)
    {
        if (!IsCase(branch) || _jump is not { } jump || !jump.Sections.TryGetValue(branch.Target, out int section)) return false;
        Bind(jump.Next, new ScalarSlot(_builder.Int32(section)));
        Bind(jump.Jump, new TakenSlot());
        return true;
    }
}
