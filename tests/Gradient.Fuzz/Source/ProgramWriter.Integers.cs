namespace DiffGen.Fuzz.Source;

/// <summary>Expressions of integers and conditions.</summary>
internal sealed partial class ProgramWriter
{
    private string Int(int depth) => Nested(depth, () => depth <= 0
        ? _dice.Chance(40) ? _dice.Next(6).ToString() : Place(TypeRef.Int, Access.Read) ?? _dice.Next(6).ToString()
        : IntChoice(depth - 1));

    private string IntChoice(int d) => _dice.Weighted(
    [
        (6, () => Place(TypeRef.Int, Access.Read)),
        (3, () => _dice.Next(6).ToString()),
        (6, () => $"({Int(d)} {_dice.Pick(["+", "-", "*"])} {Int(d)})"),
        (2, () => $"({Int(d)} {_dice.Pick(["%", "/"])} {2 + _dice.Next(4)})"),
        (2, () => $"({Int(d)} {_dice.Pick([">>", "<<", ">>>"])} {1 + _dice.Next(3)})"),
        (2, () => $"({Int(d)} {_dice.Pick(["&", "|", "^"])} {1 + _dice.Next(7)})"),
        (1, () => $"({Bool(d)} ? {Int(d)} : {Int(d)})"),
        (1, () => AnyVisible(variable => variable.Type.IsBuffer) is { } buffer ? $"{buffer.Name}.Length" : null),
        (1, () => $"(int)({Double(1)} * 3)"),
        (1, () => $"unchecked(({_dice.Pick(["byte", "short", "sbyte", "ushort"])})({Int(d)}))"),
        (1, () => $"(int)((long){Int(d)} * {Int(d)} % 7)"),
        (1, () => "Three"),
        (1, () => $"Math.{_dice.Pick(["Max", "Min"])}((int){Int(d)}, (int){Int(d)})"),
        (1, () => _allowsEffects && Place(TypeRef.Int, Access.Write) is { } place ? _dice.Pick([$"{place}++", $"++{place}", $"({place} = {Int(d)})", $"({place} ^= {Int(d)})"]) : null),
        (1, () => $"unchecked({Int(d)} * 31 + 7)"),
        (1, () => $"(({Double(1)}) switch {{ > 1 => {Int(d)}, <= 0 => {Int(d)}, _ => 1 }})"),
    ])!;

    private string Bool(int depth) => Nested(depth, () => depth <= 0
        ? Place(TypeRef.Bool, Access.Read) ?? $"{Int(0)} > {Int(0)}"
        : BoolChoice(depth - 1));

    private string BoolChoice(int d) => _dice.Weighted(
    [
        (2, () => Place(TypeRef.Bool, Access.Read)),
        (2, () => $"({Bool(d)} {_dice.Pick(["&&", "||", "^", "&", "|"])} {Bool(d)})"),
        (1, () => $"!({Bool(d)})"),
        (4, () => $"({Int(1)} {_dice.Pick(["<", ">", "==", "!=", "<=", ">="])} {Int(1)})"),
        (1, () => $"(({Int(1)}) is {_dice.Pick(["> 1", "0 or 2 or 4", "not 3", ">= 1 and < 4"])})"),
        (3, () => $"({Double(1)} {_dice.Pick(["<", ">", "<=", ">="])} {Double(1)})"),
        (1, () => Place(TypeRef.Double, Access.Read) is { } place ? $"({place} is > -1 and < 1)" : null),
        (1, PropertyTest),
        (1, ListTest),
    ])!;

    /// <summary><c>p is { X: > 0 }</c>.</summary>
    private string? PropertyTest()
    {
        if (_structs.Count == 0) return null;
        TypeRef type = _dice.Pick(_structs);
        return Place(type, Access.Read) is { } place ? $"({place} is {Pattern(type)})" : null;
    }

    /// <summary><c>a is [> 0, ..]</c>.</summary>
    private string? ListTest() => AnyVisible(variable => variable.Type.IsBuffer && variable.Type.Element!.Equals(TypeRef.Double)) is { } buffer
        ? $"({buffer.Name} is {_dice.Pick(["[> 0, ..]", "[_, ..]", "[.., < 0.5]", "[_, _, ..]", "[_, > 0, ..]"])})"
        : null;

    /// <summary>A pattern that doesn't match everything.</summary>
    private string Pattern(TypeRef type) => type.Text switch
    {
        "float" => _dice.Pick(["> 0", "<= 0.5f", "not > 1"]),
        "double" => _dice.Pick(["> 0", "<= 0.5", "> -1 and < 1", "< -0.5 or > 0.5", "not > 1"]),
        "int" => _dice.Pick(["0", "> 1", "1 or 2", "not 3"]),
        "bool" => _dice.Pick(["true", "false"]),
        _ when type.Members!.HasDeconstruct && _dice.Chance(40) => $"({string.Join(", ", type.Members.Fields.Select((field, index) => index > 0 && _dice.Chance(30) ? "_" : Pattern(field.Type)))})",
        _ => $"{{ {string.Join(", ", type.Members!.Fields.Where((_, index) => index == 0 || _dice.Chance(40)).Select(field => $"{field.Name}: {Pattern(field.Type)}"))} }}",
    };
}
