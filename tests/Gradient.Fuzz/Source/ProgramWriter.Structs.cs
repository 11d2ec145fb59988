namespace DiffGen.Fuzz.Source;

/// <summary>Values of structs and tuples, and the types themselves.</summary>
internal sealed partial class ProgramWriter
{
    private string Struct(TypeRef type, int depth) => Nested(depth, () => depth <= 0
        ? Place(type, Access.Read) ?? New(type, 0)
        : StructChoice(type, depth - 1));

    private string StructChoice(TypeRef type, int d)
    {
        Composite members = type.Members!;
        return _dice.Weighted(
        [
            (6, () => Place(type, Access.Read)),
            (4, () => New(type, d)),
            (2, () => $"({Bool(1)} ? {Struct(type, d)} : {Struct(type, d)})"),
            (3, () => members.HasOperators ? $"({Struct(type, d)} {_dice.Pick(["+", "-"])} {Struct(type, d)})" : null),
            (2, () => members.HasOperators ? $"({Struct(type, d)} * {Double(d)})" : null),
            (2, () => members.HasWith ? $"({Struct(type, d)} with {{ {string.Join(", ", members.Fields.Where((field, index) => (field.CanWrite || members.IsRecord) && (index == 0 || _dice.Chance(30))).Select(field => $"{field.Name} = {Value(field.Type, d)}"))} }})" : null),
            (2, () => Call(type, d)),
            (1, () => SwitchExpression(type, d)),
            (1, () => CallMethod(type, d)),
            (1, () => _allowsEffects && Place(type, Access.Write) is { } place ? $"({place} = {Struct(type, d)})" : null),
        ])!;
    }

    private string New(TypeRef type, int d) => type.Members!.Construct([.. type.Members.Fields.Select(field => Value(field.Type, d))]);

    /// <summary>A number out of a struct's value: a field, a property, a method.</summary>
    private string? StructValue(int d)
    {
        if (_structs.Count == 0) return null;
        if (_dice.Chance(50) && CallMethod(TypeRef.Double, d) is { } call) return call;
        TypeRef type = _dice.Pick(_structs);
        List<Member> members = [.. Members(type, TypeRef.Double, Access.Read).Where(member => member.Type.Equals(TypeRef.Double))];
        return members.Count == 0 ? null : $"{Struct(type, d)}.{_dice.Pick(members).Name}";
    }

    /// <summary>A method of a struct or class; one that mutates, on a variable.</summary>
    private string? CallMethod(TypeRef? result, int d)
    {
        List<(TypeRef Type, Method Method)> methods = [.. _structs.Concat(_classes).SelectMany(type => type.Members!.Methods.Select(method => (type, method)))
            .Where(pair => Equals(pair.method.Result, result) && (_allowsEffects || !pair.method.Mutates))];
        if (methods.Count == 0 || _depthOfCalls > 2) return null;
        (TypeRef type, Method method) = _dice.Pick(methods);
        string? receiver = type.Form == Form.Class ? Place(type, Access.Read)
            : method.Mutates ? Place(type, Access.Reference)
            : _dice.Chance(25) ? Struct(type, Math.Min(d, 1)) : Place(type, Access.Read);
        return receiver is null || Arguments(method.Parameters, d) is not { } arguments ? null : $"{receiver}.{method.Name}({arguments})";
    }

    private TypeRef? TypeOfTuple()
    {
        List<TypeRef> items = [.. Enumerable.Range(0, 2 + _dice.Next(2)).Select(_ => _dice.Pick([TypeRef.Double, TypeRef.Double, TypeRef.Double, TypeRef.Int]))];
        if (items.All(item => !item.IsFloating)) items[0] = TypeRef.Double;
        if (_structs.Count > 0 && _dice.Chance(20)) items[^1] = _dice.Pick(_structs);
        return Tuple(items);
    }

    private TypeRef Tuple(List<TypeRef> items)
    {
        bool isNamed = _dice.Chance(60);
        List<Member> members = [.. items.Select((item, index) => new Member(isNamed ? $"P{index}" : $"Item{index + 1}", item, CanWrite: true))];
        string text = $"({string.Join(", ", items.Select((item, index) => isNamed ? $"{item.Text} P{index}" : item.Text))})";
        return new TypeRef(Form.Struct, text, Members: new Composite(members, values => $"({string.Join(", ", values)})") { HasDeconstruct = true });
    }
}
