namespace DiffGen.Fuzz.Source;

/// <summary>The structs and the class of a program.</summary>
internal sealed partial class ProgramWriter
{
    private static readonly Member Count = new("N", TypeRef.Int, CanWrite: true);

    private void WriteTypes()
    {
        int count = 1 + _dice.Next(2);
        for (int i = 0; i < count; i++)
        {
            switch (_dice.Next(5))
            {
                case 0 or 1:
                    WriteStruct($"S{i}");
                    break;
                case 2:
                    WriteReadOnlyStruct($"Q{i}");
                    break;
                default:
                    WriteRecord($"R{i}");
                    break;
            }
        }
        WriteClass("Cell");
    }

    /// <summary>A mutable struct, perhaps with another inside.</summary>
    private void WriteStruct(string name)
    {
        List<Member> fields = [new("X", TypeRef.Double, true), new("Y", TypeRef.Double, true)];
        if (_dice.Chance(30)) fields.Add(Count);
        if (_dice.Chance(20)) fields.Add(new("Z", TypeRef.Float, true));
        if (_structs.Count > 0 && _dice.Chance(50)) fields.Add(new("Inner", _dice.Pick(_structs), true));
        bool hasProperty = _dice.Chance(30);
        if (hasProperty) fields.Add(new("Auto", TypeRef.Double, true, IsField: false));
        var members = new Composite(fields, values => $"new {name} {{ {string.Join(", ", fields.Zip(values, (field, value) => $"{field.Name} = {value}"))} }}")
        {
            HasOperators = true,
            HasWith = true,
        };
        var type = new TypeRef(Form.Struct, name, Members: members);
        Line($"public struct {name}");
        Open();
        foreach (Member field in fields) Line(field.IsField ? $"public {field.Type.Text} {field.Name};" : $"public {field.Type.Text} {field.Name} {{ get; set; }}");
        Line($"public static {name} operator +({name} p, {name} q) => p with {{ X = p.X + q.X, Y = p.Y * q.Y }};");
        Line($"public static {name} operator -({name} p, {name} q) {{ p.X -= q.Y; return p; }}");
        Line($"public static {name} operator *({name} p, double k) => p with {{ X = p.X * k }};");
        if (_dice.Chance(60))
        {
            Line("public double Both { readonly get => X - Y; set => (X, Y) = (value, X); }");
            members.Properties.Add(new("Both", TypeRef.Double, true, IsField: false));
        }
        WriteMethods(type, fields);
        Close();
        _structs.Add(type);
    }

    private void WriteReadOnlyStruct(string name)
    {
        List<Member> fields = [new("A", TypeRef.Double, false), new("B", TypeRef.Double, false)];
        if (_dice.Chance(30)) fields.Add(Count with { CanWrite = false });
        var members = new Composite(fields, values => $"new {name}({string.Join(", ", values)})") { HasOperators = true, HasDeconstruct = true };
        var type = new TypeRef(Form.Struct, name, Members: members);
        Line($"public readonly struct {name}");
        Open();
        foreach (Member field in fields) Line($"public readonly {field.Type.Text} {field.Name};");
        string letters = string.Join(", ", fields.Select(field => $"{field.Type.Text} {field.Name.ToLowerInvariant()}"));
        Line($"public {name}({letters}) {{ {string.Concat(fields.Select(field => $"{field.Name} = {field.Name.ToLowerInvariant()}; "))}}}");
        string rest = fields.Count > 2 ? ", p.N" : "";
        Line($"public static {name} operator +({name} p, {name} q) => new(p.A + q.A, p.B + q.B{rest});");
        Line($"public static {name} operator -({name} p, {name} q) => new(p.A - q.B, p.B * q.A{rest});");
        Line($"public static {name} operator *({name} p, double k) => new(p.A * k, p.B{rest});");
        Line($"public void Deconstruct({string.Join(", ", fields.Select(field => $"out {field.Type.Text} {field.Name.ToLowerInvariant()}"))}) {{ {string.Concat(fields.Select(field => $"{field.Name.ToLowerInvariant()} = {field.Name}; "))}}}");
        Line("public double Length => Math.Sqrt(1 + A * A + B * B);");
        members.Properties.Add(new("Length", TypeRef.Double, false, IsField: false));
        WriteMethods(type, fields);
        Close();
        _structs.Add(type);
    }

    private void WriteRecord(string name)
    {
        bool isReadOnly = _dice.Chance(50);
        List<Member> fields = [new("U", TypeRef.Double, !isReadOnly, IsField: false), new("V", TypeRef.Double, !isReadOnly, IsField: false)];
        if (_structs.Count > 0 && _dice.Chance(40)) fields.Add(new("W", _dice.Pick(_structs), !isReadOnly, IsField: false));
        var members = new Composite(fields, values => $"new {name}({string.Join(", ", values)})") { HasDeconstruct = true, HasWith = true, IsRecord = true };
        var type = new TypeRef(Form.Struct, name, Members: members);
        Line($"public {(isReadOnly ? "readonly " : "")}record struct {name}({string.Join(", ", fields.Select(field => $"{field.Type.Text} {field.Name}"))})");
        Open();
        WriteMethods(type, fields);
        Close();
        _structs.Add(type);
    }

    private void WriteClass(string name)
    {
        List<Member> fields = [new("V", TypeRef.Double, true), new("C", TypeRef.Int, true)];
        if (_dice.Chance(50)) fields.Add(new("P", _dice.Pick(_structs), true));
        bool hasConstructor = _dice.Chance(50);
        var members = new Composite(fields, values => hasConstructor
            ? $"new {name}({values[0]}) {{ {string.Join(", ", fields.Skip(1).Zip(values.Skip(1), (field, value) => $"{field.Name} = {value}"))} }}"
            : $"new {name} {{ {string.Join(", ", fields.Zip(values, (field, value) => $"{field.Name} = {value}"))} }}");
        var type = new TypeRef(Form.Class, name, Members: members);
        Line($"public sealed class {name}{(hasConstructor ? "(double start)" : "")}");
        Open();
        foreach (Member field in fields) Line($"public {field.Type.Text} {field.Name}{(hasConstructor && field.Name == "V" ? " = 2 * start" : "")};");
        Line("public double Twice { get => 2 * V; set => V = 0.5 * value; }");
        members.Properties.Add(new("Twice", TypeRef.Double, true, IsField: false));
        WriteMethods(type, fields);
        Close();
        _classes.Add(type);
    }

    private void Open()
    {
        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Line("}");
        Line();
    }

    /// <summary>Up to two methods whose bodies are written like any other; fields are variables there.</summary>
    private void WriteMethods(TypeRef type, List<Member> fields)
    {
        int count = _dice.Next(2);
        for (int i = 0; i < count; i++)
        {
            bool canMutate = type.Form == Form.Class || (fields[0].CanWrite && _dice.Chance(50));
            TypeRef? result = canMutate && _dice.Chance(50) ? null : TypeRef.Double;
            Push();
            foreach (string reserved in fields.Select(field => field.Name)) _scopes[^1].UsedNames.Add(reserved);
            foreach (Member field in fields) Declare(new Variable(field.Name, field.Type, canMutate && field.CanWrite) { CanCapture = type.Form == Form.Class, IsProperty = !field.IsField });
            var parameters = new List<Parameter>();
            for (int j = _dice.Next(3); j > 0; j--) parameters.Add(new Parameter(Declare(TypeRef.Double).Name, TypeRef.Double));
            string modifier = type.Form == Form.Struct && !canMutate && _dice.Chance(70) ? "readonly " : "";
            if (type.Form == Form.Struct && !fields[0].CanWrite) modifier = "";
            Line($"public {modifier}{result?.Text ?? "void"} M{i}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})");
            WriteBody(result, 4, 3, null);
            Pop();
            type.Members!.Methods.Add(new Method($"M{i}", result, parameters, canMutate));
        }
    }
}
