using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>The statements of a function, as its plan has them.</summary>
internal sealed partial class FunctionEmitter(
    PrintPlan plan, GeneratedMethod method, SourceWriter writer, TypeNames types, ExpressionEmitter expressions, bool clearsStack)
{
    private readonly HashSet<Variable> _declared = [];
    private readonly Sections _sections = new(plan, writer);
    private readonly HashSet<string> _before = [];
    private readonly Dictionary<(AllocKind Kind, string Type), int> _growable = [];
    private string _cleared = "";

    /// <summary>The results of the method, inside of tail branches those of the side.</summary>
    private List<Value> _results = [.. plan.Tree.Root.Region.Yields];

    public void Emit()
    {
        foreach (Variable variable in plan.Variables.OfType<Variable>())
            if (variable.IsParameter || variable.IsCounter) _declared.Add(variable);
        foreach ((Variable variable, string expression) in plan.Locals) Assign(variable, new(expression.Replace(GeneratedMethod.WorkspaceMark, plan.Workspace), Precedence.Lowest));
        EmitStackBuffers(plan.Tree.Root);

        PrintRegion root = plan.Tree.Root;
        // Several exits share one variable.
        if (method.Result.Length > 0 && method.Sinks.Count > 0 && EndsInTail(root)) Before(method.Sinks[0].Before);
        _sections.Begin();
        EmitStatements(root);
        if (!root.Region.Throws && !EndsInTail(root)) EmitResults(_results, root);
    }

    private void EmitStackBuffers(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Storage is Storage.Stack or Storage.ClearedStack && node.Operation is AllocOp alloc)
            {
                string length = expressions.Text(alloc.Length);
                Assign(plan.VariableOf(alloc.Result)!, new($"stackalloc {plan.Function.TypeOf(alloc.Result).Kind.Keyword()}[{length}]", Precedence.Lowest));
            }
            foreach (PrintRegion nested in node.Regions) EmitStackBuffers(nested);
        }
    }

    /// <summary>The operations of a region, without its yields.</summary>
    private void EmitStatements(PrintRegion region)
    {
        if (region.Mark is { } mark)
        {
            _declared.Add(mark);
            writer.Other($"var {mark.Name} = {plan.Workspace}.Mark();");
        }
        _cleared = "";
        foreach (PrintNode node in region.Nodes)
            if (node.Placement == Placement.Statement) Emit(node);
        _cleared = "";
    }

    private void EmitEnd(PrintRegion region)
    {
        foreach (CopyStep step in region.Copies) Copy(step);
        Release(region);
    }

    private void Release(PrintRegion region)
    {
        if (region.Mark is { } mark) writer.Statement($"{plan.Workspace}.Release({mark.Name});");
    }

    private void Emit(PrintNode node)
    {
        if (node.Operation is AllocOp && node.Storage == Storage.Stack && !MustClear(node)) return;
        _sections.Before(node);
        if (node.Operation is not ClearOp) _cleared = "";
        if (node.IfForm is not (IfForm.PresetElse or IfForm.PresetThen) && node.DoWhileFlag < 0) Declare(node.Declarations);
        switch (node.Operation)
        {
            case StoreOp store: EmitStore(store, node.IsUnchecked); break;
            case ClearOp clear: EmitClear(clear); break;
            case ReserveOp reserve: writer.Statement($"{expressions.Text(reserve.Stack)}.Reserve({expressions.Index(reserve.Length)});"); break;
            case AllocOp alloc: EmitAlloc(node, alloc); break;
            case ResultOp result: EmitResult(result); break;
            case ViewOp view: Assign(plan.VariableOf(view.Result)!, new(Slice(view, node.IsUnchecked), Precedence.Primary)); break;
            case ChooseOp choose: EmitChoose(choose); break;
            case ThrowOp thrown: writer.Statement($"throw {expressions.Opaque(thrown.Template, thrown.Arguments)};"); break;
            case OpaqueOp { Result.IsNone: true } opaque: writer.Statement($"{expressions.Opaque(opaque.Template, opaque.Arguments)};"); break;
            case CallOp { Foreign: { } foreign } call: EmitForeign(call, foreign); break;
            case CallOp call: EmitCall(call); break;
            case IfOp branch when node.IfForm != IfForm.Expression: EmitIf(node, branch); break;
            case ForOp loop: EmitFor(node, loop); break;
            case WhileOp loop: EmitWhile(node, loop); break;
            default: EmitExpression(node); break;
        }
    }

    private void Declare(IEnumerable<Variable> variables)
    {
        foreach (Variable variable in variables)
            if (_declared.Add(variable)) writer.Other($"{types.Of(variable.Type)} {variable.Name};");
    }

    private void EmitExpression(PrintNode node)
    {
        Variable variable = plan.VariableOf(node.Operation.Results[0])!;
        if (!variable.IsRead)
        {
            writer.Statement($"_ = {expressions.Operation(node, isStrict: true)};");
            return;
        }
        Assign(variable, expressions.Operation(node), node);
    }

    /// <summary>Assigns a variable; where it has none yet, declares it.</summary>
    private void Assign(Variable variable, Expression value, PrintNode? node = null)
    {
        bool isLanes = expressions.Lanes is not null && variable.Type.IsFloatScalar;
        if (_declared.Add(variable)) writer.Other($"{(isLanes ? "var" : types.Of(variable.Type))} {variable.Name} = {value};");
        else if (node is not null && Compound(variable, node) is { } compound) writer.Statement(compound);
        else writer.Statement($"{variable.Name} = {value};");
    }

    // s = s + x   ---->   s += x
    private string? Compound(Variable variable, PrintNode node)
    {
        if (node.Operation is not ScalarOp { IsChecked: false, Arguments.Count: 2 } scalar || variable.Type.Kind.IsNarrow()) return null;
        if (plan.VariableOf(scalar.Arguments[0]) != variable) return null;
        return Compound(variable.Name, scalar, scalar.Arguments[1], variable.Type.Kind);
    }

    private string? Compound(string target, ScalarOp scalar, Value operand, ScalarKind kind)
    {
        if (scalar.Code is not (Codes.Add or Codes.Subtract or Codes.Multiply or Codes.Divide)) return null;
        string value = expressions.Right(scalar, operand);
        bool isStep = value == "1" && kind.IsInteger();
        return scalar.Code switch
        {
            Codes.Add when isStep => $"{target}++;",
            Codes.Subtract when isStep => $"{target}--;",
            _ => $"{target} {scalar.Code}= {value};",
        };
    }

    private void Copy(CopyStep step)
    {
        if (step.Saved is not null) Assign(step.Target, new(step.Saved.Name, Precedence.Primary));
        else Assign(step.Target, expressions.Value(step.Source), plan.VariableOf(step.Source) is null ? plan.Tree.Definition(step.Source) : null);
    }

    private void EmitCall(CallOp call)
    {
        List<string> outs = [];
        foreach (Value result in call.CallResults.Skip(1)) outs.Add(Out(plan.VariableOf(result)!));
        Expression text = new(expressions.Call(call, outs), Precedence.Primary);
        if (call.CallResults.Count > 0 && plan.VariableOf(call.CallResults[0]) is { IsRead: true } variable) Assign(variable, text);
        else writer.Statement($"{text};");
    }

    private string Out(Variable variable)
    {
        if (!variable.IsRead) return "out _";
        return _declared.Add(variable) ? $"out {types.Of(variable.Type)} {variable.Name}" : $"out {variable.Name}";
    }

    private bool EndsInTail(PrintRegion region)
        => region.Nodes.FindLast(node => node.Placement == Placement.Statement) is { IfForm: IfForm.Tail };

    /// <summary>The results of the method: assignments, then the return.</summary>
    private void EmitResults(List<Value> values, PrintRegion region)
    {
        Value? returned = null;
        for (int i = 0; i < values.Count; i++)
        {
            ResultSink sink = method.Sinks[i];
            if (sink.Kind == SinkKind.Return) returned = values[i];
            else EmitSink(sink, values[i]);
        }
        foreach (Scatter scatter in method.Scatters)
            writer.Statement($"global::DiffGen.Workspaces.JaggedArrays.Scatter({plan.VariableOf(plan.Function.Parameters[scatter.Parameter])!.Name}, {scatter.Target});");
        Release(plan.Tree.Root);
        if (returned is { } value)
        {
            if (region.Parent is null) _sections.BeforeReturn(plan.VariableOf(value) is null ? plan.Tree.Definition(value) : null);
            writer.Statement($"return {expressions.Text(value)};");
        }
        else if (method.Result.Length > 0)
        {
            if (region.Parent is null) _sections.BeforeReturn(null);
            writer.Statement($"return {method.Result};");
        }
        else if (region.Parent is not null)
        {
            writer.Statement("return;");
        }
    }

    /// <summary>A statement that makes what results are put into; a declaration comes once.</summary>
    private void Before(string statement)
    {
        if (statement.Length == 0) return;
        bool isDeclaration = statement.EndsWith($" {method.Result} = default;", System.StringComparison.Ordinal);
        if (!isDeclaration || _before.Add(statement)) writer.Statement(statement);
    }

    // target += -x   ---->   target -= x
    private void EmitSink(ResultSink sink, Value value)
    {
        PrintNode? inlined = plan.VariableOf(value) is null ? plan.Tree.Definition(value) : null;
        if (sink.Kind == SinkKind.Accumulate && inlined?.Operation is ConstantOp { Literal.AsDouble: 0 }) return;
        if (inlined is not null) _sections.Before(inlined);
        Before(sink.Before);
        if (sink.Kind == SinkKind.Accumulate && inlined?.Operation is ScalarOp { Code: Codes.Negate } negated)
            writer.Statement($"{sink.Target} -= {expressions.Text(negated.Arguments[0])};");
        else
            writer.Statement($"{sink.Target} {(sink.Kind == SinkKind.Accumulate ? "+=" : "=")} {expressions.Text(value)};");
    }
}
