using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Branches and loops.</summary>
internal sealed partial class FunctionEmitter
{
    private void EmitIf(PrintNode node, IfOp branch)
    {
        PrintRegion then = node.Regions[0], otherwise = node.Regions[1];
        switch (node.IfForm)
        {
            case IfForm.Tail:
                EmitTail(node, branch);
                return;
            case IfForm.PresetElse:
                Preset(node, otherwise);
                EmitSingle($"if ({expressions.Value(branch.Condition)})", then);
                return;
            case IfForm.PresetThen:
                Preset(node, then);
                EmitSingle($"if ({expressions.Not(branch.Condition)})", otherwise);
                return;
        }

        if (branch.Then.Throws)
        {
            EmitSingle($"if ({expressions.Value(branch.Condition)})", then);
            EmitMerged(otherwise);
        }
        else if (branch.Else.Throws)
        {
            EmitSingle($"if ({expressions.Not(branch.Condition)})", otherwise);
            EmitMerged(then);
        }
        else
        {
            EmitBoth(then, otherwise, branch.Condition, "");
        }
    }

    // else { if … }   ---->   else if …, which needs no comment to say what it is
    private void EmitBoth(PrintRegion then, PrintRegion otherwise, Value condition, string prefix)
    {
        List<int> starts = [];
        while (true)
        {
            if (IsEmpty(then))
            {
                starts.Add(EmitSide($"{prefix}if ({expressions.Not(condition)})", otherwise));
                break;
            }
            starts.Add(EmitSide($"{prefix}if ({expressions.Value(condition)})", then));
            if (IsEmpty(otherwise)) break;
            if (OnlyBranch(otherwise) is not { } nested)
            {
                starts.Add(EmitSide("else", otherwise));
                break;
            }
            (then, otherwise, condition, prefix) = (nested.Regions[0], nested.Regions[1], ((IfOp)nested.Operation).Condition, "else ");
        }
        writer.JoinBranch(starts);
    }

    /// <summary>The branch that is all there is in a side. One that presets what its else sets presets nothing here, since it declares nothing.</summary>
    private PrintNode? OnlyBranch(PrintRegion region)
    {
        if (region.Copies.Count > 0 || region.Mark is not null) return null;
        List<PrintNode> statements = region.Nodes.FindAll(node => node.Placement == Placement.Statement);
        if (statements is not [{ Operation: IfOp branch, IfForm: IfForm.Statement or IfForm.PresetElse, Declarations.Count: 0 } node]) return null;
        return branch.Then.Throws || branch.Else.Throws || IsEmpty(node.Regions[0]) ? null : node;
    }

    private static bool IsEmpty(PrintRegion region)
        => region.Copies.Count == 0 && region.Mark is null && !region.Nodes.Exists(node => node.Placement == Placement.Statement);

    // double t = other; if (c) t = e;
    private void Preset(PrintNode node, PrintRegion side)
    {
        foreach (CopyStep step in side.Copies) Copy(step);
        Declare(node.Declarations);
    }

    private void EmitSingle(string header, PrintRegion side) => writer.JoinBranch([EmitSide(header, side)]);

    private int EmitSide(string header, PrintRegion side)
    {
        int start = writer.Open(header);
        EmitMerged(side);
        writer.Close();
        return start;
    }

    private void EmitMerged(PrintRegion region)
    {
        EmitStatements(region);
        if (!region.Region.Throws) EmitEnd(region);
    }

    // if (c) { …; return a; } …; return b;
    private void EmitTail(PrintNode node, IfOp branch)
    {
        PrintRegion then = node.Regions[0], otherwise = node.Regions[1];
        if (branch.Else.Throws && !branch.Then.Throws)
        {
            EmitSingle($"if ({expressions.Not(branch.Condition)})", otherwise);
            EmitTailSide(then);
            return;
        }
        int start = writer.Open($"if ({expressions.Value(branch.Condition)})");
        EmitTailSide(then);
        writer.Close();
        writer.JoinBranch([start]);
        EmitTailSide(otherwise);
    }

    private void EmitTailSide(PrintRegion side)
    {
        List<Value> around = _results, joined = [.. side.Owner!.Operation.Results];
        if (!side.Region.Throws) _results = [.. around.Select(result => joined.IndexOf(result) is >= 0 and var i ? side.Region.Yields[i] : result)];
        EmitStatements(side);
        if (!side.Region.Throws && !EndsInTail(side)) EmitResults(_results, side);
        _results = around;
    }

    private void EmitFor(PrintNode node, ForOp loop)
    {
        foreach (CopyStep step in node.InitialCopies) Copy(step);
        if (node.Copied is var (source, target))
        {
            writer.Statement($"{expressions.Text(source)}.CopyTo({expressions.Text(target)});");
            return;
        }
        string counter = plan.VariableOf(loop.Body.Parameters[0])!.Name;
        string type = plan.Function.TypeOf(loop.Body.Parameters[0]).Kind.Keyword();
        string comparison = (loop.Step > 0 ? "<" : ">") + (loop.IsInclusive ? "=" : "");
        string advance = loop.Step switch
        {
            1 => $"{counter}++",
            -1 => $"{counter}--",
            > 0 => $"{counter} += {loop.Step}",
            _ => $"{counter} -= {-(long)loop.Step}",
        };
        string upper = expressions.Value(loop.Upper).At(Precedence.Shift);
        if (node.Lanes != ScalarKind.None)
        {
            EmitLanes(node, loop);
            return;
        }
        EmitLoop($"for ({type} {counter} = {expressions.Text(loop.Lower)}; {counter} {comparison} {upper}; {advance})", node.Regions[0]);
    }

    /// <summary>The loop twice: as many elements at a time as a register holds, and what is left, before or after that.</summary>
    private void EmitLanes(PrintNode node, ForOp loop)
    {
        string counter = plan.VariableOf(loop.Body.Parameters[0])!.Name, kind = node.Lanes.Keyword();
        string upper = expressions.Text(loop.Upper), least = expressions.Value(loop.Upper).At(Precedence.Shift);
        (string start, string end) = (plan.LanesStart, plan.LanesEnd);
        string many = $"{counter} += {TypeNames.Lanes}.Count<{kind}>()";
        // A block: other loops have counters of the same name.
        writer.Open();
        writer.Other($"int {counter} = {expressions.Text(loop.Lower)};");
        if (node.IsLanesAtEnd)
        {
            EmitHalf($"for (int {start} = {TypeNames.Lanes}.Start<{kind}>({counter}, {upper}); {counter} < {start}; {counter}++)", node.Regions[0], isLanes: false, isFirst: true);
            EmitHalf($"for (; {counter} < {least}; {many})", node.Regions[0], isLanes: true, isFirst: false);
        }
        else
        {
            EmitHalf($"for (int {end} = {TypeNames.Lanes}.End<{kind}>({counter}, {upper}); {counter} < {end}; {many})", node.Regions[0], isLanes: true, isFirst: true);
            EmitHalf($"for (; {counter} < {least}; {counter}++)", node.Regions[0], isLanes: false, isFirst: false);
        }
        writer.Close();
    }

    /// <summary>One of the two loops: what stands in both has its comments in the first.</summary>
    private void EmitHalf(string header, PrintRegion body, bool isLanes, bool isFirst)
    {
        HashSet<Variable> declared = [.. _declared];
        expressions.Lanes = isLanes ? body : null;
        _sections.IsQuiet = !isFirst;
        EmitLoop(header, body);
        _sections.IsQuiet = false;
        expressions.Lanes = null;
        _declared.IntersectWith(declared);
    }

    private void EmitLoop(string header, PrintRegion body)
    {
        int start = writer.Open(header);
        EmitMerged(body);
        writer.CloseLoop(start);
    }

    private void EmitWhile(PrintNode node, WhileOp loop)
    {
        foreach (CopyStep step in node.InitialCopies) Copy(step);
        PrintRegion condition = node.Regions[0], body = node.Regions[1];
        if (node.DoWhileFlag >= 0)
        {
            Declare(node.Declarations);
            writer.Open("do");
            EmitMerged(body);
            writer.Close($" while ({expressions.Value(node.DoWhileCondition)});");
            return;
        }
        if (body.MergedInto is null)
        {
            EmitLoop($"while ({expressions.Value(loop.Condition.Yields[0])})", body);
            return;
        }
        writer.Open("while (true)");
        EmitStatements(condition);
        writer.Statement($"if ({expressions.Not(loop.Condition.Yields[0])}) break;");
        EmitMerged(body);
        writer.Close();
    }
}
