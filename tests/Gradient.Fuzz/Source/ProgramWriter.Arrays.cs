namespace DiffGen.Fuzz.Source;

/// <summary>Arrays, spans and grids that the method makes, views of them, references into them.</summary>
internal sealed partial class ProgramWriter
{
    private void DeclareBuffer()
    {
        TypeRef number = TypeRef.Double;
        switch (_dice.Next(11))
        {
            case 0:
                Initialized(new Variable("", TypeRef.Array(number), Length: 4) { CanRebind = true }, $"new double[{4 + _dice.Next(3)}]");
                break;
            case 1:
                Initialized(new Variable("", TypeRef.Array(number), Length: 4) { CanRebind = true }, $"[{Double(1)}, {Double(1)}, {Double(1)}, {Double(1)}]");
                break;
            case 2 when _trips == 1:
                Initialized(new Variable("", TypeRef.Span(number), Length: 4) { IsOfStack = true }, _dice.Chance(50) ? "stackalloc double[4]" : $"stackalloc double[] {{ {Double(1)}, 1, 2, {Double(1)} }}");
                break;
            case 3 when AnyVisible(variable => variable.Type.Equals(TypeRef.Array(number))) is { } array:
                Initialized(new Variable("", array.Type, array.CanWrite, array.Length) { CanRebind = true }, array.Name);
                break;
            case 4 or 5 when View() is { } view:
                Initialized(view.Variable, view.Text);
                break;
            case 6 when AnyVisible(variable => variable.Type.IsBuffer && variable.Type.Element!.Equals(number) && variable.Length >= 4) is { } copied:
                Initialized(new Variable("", TypeRef.Array(number), Length: copied.Type.Form == Form.Array ? 2 : 4), copied.Type.Form == Form.Array ? _dice.Pick([$"{copied.Name}[1..3]", $"{copied.Name}[..2]", $"{copied.Name}[^2..]"]) : $"{copied.Name}.ToArray()");
                break;
            case 7 when _structs.Count > 0:
                TypeRef type = _dice.Pick(_structs);
                Initialized(new Variable("", TypeRef.Array(type), Length: 2), _dice.Chance(50) ? $"[{Struct(type, 1)}, {Struct(type, 1)}]" : $"new {type.Text}[{2 + _dice.Next(2)}]");
                break;
            case 8 when BufferArgument(TypeRef.ReadOnlySpan(number), false) is { } source:
                Initialized(new Variable("", TypeRef.ReadOnlySpan(number), CanWrite: false, Length: 4) { IsOfStack = true }, source);
                break;
            case 9:
                Initialized(new Variable("", TypeRef.Array(TypeRef.Int), CanWrite: false, Length: 4), $"[{_dice.Next(4)}, 3, 1, {Int(1)}]", TypeRef.Array(TypeRef.Int));
                break;
            default:
                Initialized(new Variable("", TypeRef.Span(number), Length: 4) { IsOfStack = true }, $"[{Double(1)}, 0.5, {Double(1)}, {Double(1)}]");
                break;
        }
    }

    private void Initialized(Variable variable, string value, TypeRef? type = null)
        => Line($"{(type ?? variable.Type).Text} {Declare(variable with { Name = NewName() }).Name} = {value};");

    /// <summary>A span of a part of an array or span.</summary>
    private (Variable Variable, string Text)? View()
    {
        if (AnyVisible(variable => variable.Type.Form is Form.Array or Form.Span && variable.CanWrite && variable.Length >= 4 && variable.Type.Element!.Equals(TypeRef.Double)) is not { } source) return null;
        string start = $"{Int(1)} & 1";
        string text = source.Type.Form == Form.Array
            ? _dice.Pick([$"{source.Name}.AsSpan({start}, 2)", $"{source.Name}.AsSpan({start})", $"{source.Name}.AsSpan(1..3)"])
            : _dice.Pick([$"{source.Name}.Slice({start}, 2)", $"{source.Name}.Slice({start})", $"{source.Name}[1..3]", $"{source.Name}[..^1]"]);
        return (new Variable("", TypeRef.Span(TypeRef.Double), Length: 2) { IsOfStack = source.IsOfStack, CanRebind = true }, text);
    }

    private string? RebindBuffer()
    {
        if (AnyVisible(variable => variable.CanRebind && variable.Type.IsBuffer) is not { } target) return null;
        if (AnyVisible(variable => variable.Type.Equals(target.Type) && variable.CanWrite == target.CanWrite && variable.Length >= target.Length && variable != target && (!variable.IsOfStack || target.IsOfStack)) is not { } source) return null;
        if (source.CanRebind && source.Length == target.Length && source.IsOfStack == target.IsOfStack && _dice.Chance(25)) return Written($"({target.Name}, {source.Name}) = ({source.Name}, {target.Name});");
        return Written(_dice.Chance(30) && !source.IsOfStack ? $"{target.Name} = {Bool(1)} ? {target.Name} : {source.Name};" : $"{target.Name} = {source.Name};");
    }

    private string? CopyBuffer()
    {
        if (AnyVisible(variable => variable.Type.Form is Form.Array or Form.Span && variable.CanWrite && variable.Length >= 4 && variable.Type.Element!.Equals(TypeRef.Double)) is not { } target) return null;
        string span = target.Type.Form == Form.Array ? $"{target.Name}.AsSpan()" : target.Name;
        string shifted = target.Type.Form == Form.Array ? $"{target.Name}.AsSpan(1)" : $"{target.Name}[1..]";
        return Written(_dice.Next(5) switch
        {
            0 => $"{span}.Fill({Double(1)});",
            1 => $"{shifted}.Clear();",
            2 => $"{span}.Slice(0, 3).CopyTo({shifted});",
            3 when target.Type.Form == Form.Array => $"Array.Clear({target.Name}, 1, 2);",
            _ => AnyVisible(variable => variable.Type.IsBuffer && variable.Type.Element!.Equals(TypeRef.Double) && variable.Length >= 4) is { } source
                ? $"{source.Name}{(source.Type.Form == Form.Array ? ".AsSpan(1, 2)" : ".Slice(1, 2)")}.CopyTo({span});"
                : $"{span}.Clear();",
        });
    }

    private void DeclareGrid() => Initialized(new Variable("", TypeRef.Grid), _dice.Chance(50)
        ? "new double[2, 4]"
        : $"{{ {{ {Double(1)}, 1, {Double(1)}, 0.5 }}, {{ {Double(1)}, 0, 2, {Double(1)} }} }}");

    /// <summary>A reference to a variable, field or element, or another target for one.</summary>
    private string? DeclareReference()
    {
        if (_dice.Chance(20) && AnyVisible(variable => variable.IsElementReference) is { } existing
            && Place(TypeRef.Double, Access.Reference, variable => variable.Type.Form == Form.Array) is { } target)
        {
            return Written($"{existing.Name} = ref {target};");
        }
        TypeRef type = _structs.Count > 0 && _dice.Chance(25) ? _dice.Pick(_structs) : TypeRef.Double;
        bool isElement = _dice.Chance(60);
        if (Place(type, Access.Reference, variable => !isElement || variable.Type.Form == Form.Array) is not { } place) return null;
        bool isReadOnly = _dice.Chance(10);
        var variable = new Variable(NewName(), type, CanWrite: !isReadOnly) { CanCapture = false, IsElementReference = isElement && !isReadOnly && type.Equals(TypeRef.Double) };
        string text = Written($"ref {(isReadOnly ? "readonly " : "")}{_dice.Pick(["var", type.Text])} {variable.Name} = ref {place};")!;
        Declare(variable);
        return text;
    }
}
