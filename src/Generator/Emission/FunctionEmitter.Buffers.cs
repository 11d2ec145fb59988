using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Buffers: allocation, windows, stores.</summary>
internal sealed partial class FunctionEmitter
{
    private bool MustClear(PrintNode node)
        => node.Storage == Storage.ClearedStack || (clearsStack && !node.IsFilled);

    private void EmitAlloc(PrintNode node, AllocOp alloc)
    {
        Variable variable = plan.VariableOf(alloc.Result)!;
        if (node.Storage != Storage.Workspace)
        {
            writer.Statement($"{variable.Name}.Clear();");
            return;
        }
        string type = variable.Type.Kind.Keyword();
        if (alloc.IsGrowable)
        {
            _declared.Add(variable);
            // Of each type there are as many as there are orders of tangents.
            int number = _growable.TryGetValue((alloc.Kind, type), out int count) ? count : 0;
            _growable[(alloc.Kind, type)] = number + 1;
            writer.Other($"var {variable.Name} = {plan.Workspace}.{alloc.Kind}<{type}>({(number == 0 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture))});");
            return;
        }
        string method = node.IsFilled ? "Buffer" : "Zeroed";
        Assign(variable, new($"{plan.Workspace}.{method}<{type}>({expressions.Text(alloc.Length)})", Precedence.Primary));
    }

    private string Slice(ViewOp view, bool isUnchecked)
    {
        string buffer = expressions.Text(view.Buffer);
        string arguments = $"{expressions.Index(view.Offset)}, {expressions.Index(view.Length)}";
        if (isUnchecked) return types.SliceAt(buffer, arguments);
        return IsArray(view.Buffer) ? types.AsSpan(buffer, arguments) : $"{buffer}.Slice({arguments})";
    }

    /// <summary>The array that is returned: a parameter as it is, a copy of anything else.</summary>
    private void EmitResult(ResultOp result)
    {
        if (result.Order > 0)
        {
            writer.Statement($"{method.ResultTangent} = {expressions.Text(result.Buffer)}.ToArray();");
            return;
        }
        string text = IsArray(result.Buffer) ? expressions.Text(result.Buffer) : $"{expressions.Text(result.Buffer)}.ToArray()";
        for (int i = result.Choices.Count - 1; i >= 0; i--)
            if (IsArray(result.Choices[i])) text = $"{expressions.Value(result.Selector).At(Precedence.Relational)} == {i} ? {expressions.Text(result.Choices[i])} : {text}";
        writer.Other($"{method.ReturnType} {method.Result} = {text};");
    }

    /// <summary>Clearing a field of structs clears the structs, for all their fields at once.</summary>
    private void EmitClear(ClearOp clear)
    {
        string text = Cleared(clear.Buffer);
        bool isRepeated = plan.Function.TypeOf(clear.Buffer).Of is not null && text == _cleared;
        _cleared = text;
        if (!isRepeated) writer.Statement(text);
    }

    private string Cleared(Value buffer)
        => plan.VariableOf(buffer) is { Referred: { Length: > 0 } referred } ? $"{referred} = default;"
            : IsArray(buffer) ? $"{types.System("Array")}.Clear({expressions.Text(buffer)});" : $"{expressions.Text(buffer)}.Clear();";

    /// <summary>Whether a buffer is a C# array: a parameter of that type.</summary>
    private bool IsArray(Value buffer)
        => plan.VariableOf(buffer) is { IsParameter: true } variable
            && method.Parameters.Any(parameter => parameter.Name == variable.Name && parameter.Type.TrimEnd('?').EndsWith("[]", System.StringComparison.Ordinal));

    // selector == 0 ? a : selector == 1 ? b : c
    private void EmitChoose(ChooseOp choose)
    {
        Variable variable = plan.VariableOf(choose.Result)!;
        string selector = expressions.Value(choose.Selector).At(Precedence.Relational);
        string text = expressions.Text(choose.Buffers[choose.Buffers.Count - 1]);
        for (int i = choose.Buffers.Count - 2; i >= 0; i--) text = $"{selector} == {i} ? {expressions.Text(choose.Buffers[i])} : {text}";
        _declared.Add(variable);
        writer.Other($"scoped {types.Of(variable.Type)} {variable.Name} = {text};");
    }

    // b[i] = b[i] + x   ---->   b[i] += x
    private void EmitStore(StoreOp store, bool isUnchecked)
    {
        string target = expressions.Element(store.Buffer, store.Index, isUnchecked, isWritten: true);
        if (plan.VariableOf(store.Stored) is null && plan.Tree.Definition(store.Stored)!.Operation is ScalarOp { IsChecked: false, Arguments.Count: 2 } scalar)
        {
            int other = IsElement(scalar.Arguments[0], store) ? 1 : scalar.Code is Codes.Add or Codes.Multiply && IsElement(scalar.Arguments[1], store) && IsPure(scalar.Arguments[0]) ? 0 : -1;
            ScalarKind kind = plan.Function.TypeOf(store.Stored).Kind;
            if (other >= 0 && !kind.IsNarrow() && Compound(target, scalar, scalar.Arguments[other], kind) is { } compound)
            {
                writer.Statement(compound);
                return;
            }
        }
        writer.Statement($"{target} = {expressions.Stored(store.Stored)};");
    }

    private bool IsElement(Value value, StoreOp store)
        => plan.VariableOf(value) is null && plan.Tree.Definition(value)!.Operation is LoadOp load && load.Buffer == store.Buffer && load.Index == store.Index;

    private bool IsPure(Value value) => plan.VariableOf(value) is not null || plan.Tree.Definition(value)!.Tree.IsPure;
}
