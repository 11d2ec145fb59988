namespace DiffGen.Fuzz.Source;

/// <summary>Variables, fields, elements: what can be read and assigned.</summary>
internal sealed partial class ProgramWriter
{
    private enum Access
    {
        Read,
        Write,
        Reference,
    }

    /// <summary>A place of the type reached from a variable in scope; null if there is none.</summary>
    private string? Place(TypeRef type, Access access, Func<Variable, bool>? filter = null)
    {
        List<Variable> roots = Visible(variable => Reaches(variable.Type, type, access, variable.CanWrite)
            && (!variable.IsProperty || access == Access.Read || (access == Access.Write && variable.Type.Equals(type))) && (filter?.Invoke(variable) ?? true));
        if (roots.Count == 0) return null;
        // Those that hold it inside are as interesting as the many plain ones.
        List<Variable> inside = [.. roots.Where(variable => !variable.Type.Equals(type))];
        Variable root = inside.Count > 0 && _dice.Chance(50) ? _dice.Pick(inside) : _dice.Pick(roots);
        return Path(root.Name, root.Type, type, access, root.CanWrite, root.Length);
    }

    private static bool Reaches(TypeRef from, TypeRef to, Access access, bool canWrite)
    {
        if (from.Equals(to)) return access == Access.Read || canWrite;
        return from.Form switch
        {
            Form.Struct => Members(from, to, access).Any(member => Reaches(member.Type, to, access, canWrite && member.CanWrite)),
            Form.Class => Members(from, to, access).Any(member => Reaches(member.Type, to, access, member.CanWrite)),
            Form.Array or Form.Span or Form.ReadOnlySpan or Form.Grid => Reaches(from.Element!, to, access, canWrite),
            _ => false,
        };
    }

    /// <summary>The members on the way: a property's value is a copy, so nothing inside it can be assigned.</summary>
    private static IEnumerable<Member> Members(TypeRef type, TypeRef to, Access access) => type.Members!.Fields.Concat(type.Members.Properties)
        .Where(member => member.IsField || access == Access.Read || (access == Access.Write && member.Type.Equals(to)));

    private string Path(string text, TypeRef from, TypeRef to, Access access, bool canWrite, int length)
    {
        if (from.Equals(to)) return text;
        if (from.Form is Form.Struct or Form.Class)
        {
            bool isVariable = canWrite || from.Form == Form.Class;
            Member member = _dice.Pick([.. Members(from, to, access).Where(member => Reaches(member.Type, to, access, isVariable && member.CanWrite))]);
            return Path($"{text}.{member.Name}", member.Type, to, access, isVariable && member.CanWrite, 0);
        }
        string index = from.Form == Form.Grid ? $"{Index(2)}, {Index(4)}" : Index(length, text);
        return Path($"{text}[{index}]", from.Element!, to, access, canWrite, 0);
    }

    /// <summary>An index below a length that is a power of two.</summary>
    private string Index(int length, string? array = null)
    {
        int mask = length - 1;
        if (mask <= 0) return _dice.Chance(10) && array is not null ? "^1" : "0";
        if (_depth <= 0 || _dice.Chance(35)) return _dice.Next(length).ToString();
        if (array is not null && _dice.Chance(10)) return _dice.Chance(50) ? $"^{1 + _dice.Next(length)}" : $"{array}.Length - 1";
        return _dice.Chance(25) ? $"(int)(unchecked((uint)({Int(1)})) % {length}u)" : $"({Int(1)}) & {mask}";
    }

    /// <summary>An array or span whose elements are read or written, as an argument of the type.</summary>
    private string? BufferArgument(TypeRef type, bool isWritten)
    {
        Variable? Find(Func<Variable, bool> also) => AnyVisible(variable => variable.Type.IsBuffer && variable.Length >= LengthOf(type.Element!) && variable.Type.Element!.Equals(type.Element)
            && (!isWritten || variable.CanWrite) && also(variable));
        Variable? found = type.Form switch
        {
            Form.Array => Find(variable => variable.Type.Form == Form.Array),
            Form.Span => Find(variable => variable.Type.Form == Form.Span || (variable.Type.Form == Form.Array && variable.CanWrite)),
            _ => Find(_ => true),
        };
        if (found is null) return null;
        if (type.Form != Form.Array && found.Type.Form == Form.Array && _dice.Chance(20)) return $"{found.Name}.AsSpan()";
        if (type.Form != Form.Array && type.Form == found.Type.Form && _dice.Chance(10)) return $"{found.Name}[..]";
        if (_dice.Chance(8) && Find(variable => variable.Type.Equals(found.Type)) is { } other && other != found) return $"({Bool(1)} ? {found.Name} : {other.Name})";
        return found.Name;
    }

    /// <summary>So many elements have arrays of parameters: of structs two, of numbers four.</summary>
    private static int LengthOf(TypeRef element) => element.Form == Form.Struct ? 2 : 4;
}
