namespace DiffGen.Fuzz.Source;

/// <summary>Statements on structs, tuples and objects; local functions.</summary>
internal sealed partial class ProgramWriter
{
    private TypeRef? AnyStruct() => _structs.Count > 0 && _dice.Chance(70) ? _dice.Pick(_structs) : TypeOfTuple();

    private string? DeclareStruct()
    {
        if (AnyStruct() is not { } type) return null;
        string value = Struct(type, 2);
        bool isTuple = type.Text[0] == '(';
        // The names of a tuple's items are those of its declaration.
        return Written($"{(isTuple || _dice.Chance(50) ? type.Text : "var")} {Declare(type).Name} = {value};");
    }

    private string? AssignStruct()
    {
        List<TypeRef> types = [.. Visible(variable => variable.Type.Form == Form.Struct).Select(variable => variable.Type).Concat(_structs).Distinct()];
        if (types.Count == 0) return null;
        TypeRef type = _dice.Pick(types);
        if (Place(type, Access.Write) is not { } place) return null;
        return Written(type.Members!.HasOperators && _dice.Chance(40)
            ? _dice.Chance(60) ? $"{place} {_dice.Pick(["+=", "-="])} {Struct(type, 2)};" : $"{place} *= {Double(1)};"
            : $"{place} = {Struct(type, 2)};");
    }

    private string? MutateByMethod() => CallMethod(null, 2) is { } call ? Written(call + ";") : null;

    private void DeclareObject()
    {
        TypeRef type = _dice.Pick(_classes);
        string value = New(type, 1);
        Line($"{(_dice.Chance(50) ? "var" : type.Text)} {Declare(type, canWrite: false).Name} = {value};");
    }

    private string? Deconstruct()
    {
        if (AnyStruct() is not { Members.HasDeconstruct: true } type) return null;
        // Choices between tuples of other types have no type of their own.
        string value = type.Text[0] != '(' ? Struct(type, 2) : Place(type, Access.Read) ?? New(type, 1);
        List<Variable> variables = [.. type.Members.Fields.Select(field => new Variable(NewName(), field.Type))];
        // An item that is a constant may be an integer: only the declaration says what it is.
        string text = type.Text[0] != '(' && _dice.Chance(50)
            ? $"var ({string.Join(", ", variables.Select(variable => variable.Name))}) = {value};"
            : $"({string.Join(", ", variables.Select(variable => $"{variable.Type.Text} {variable.Name}"))}) = {value};";
        foreach (Variable variable in variables) Declare(variable);
        return Written(text);
    }

    private void LocalFunction()
    {
        string name = NewName("Local");
        bool isStatic = _dice.Chance(20);
        List<Parameter> parameters = [];
        Push(isFunction: true, isStatic);
        for (int i = _dice.Next(3); i > 0; i--)
        {
            TypeRef type = _dice.Pick([TypeRef.Double, TypeRef.Double, TypeRef.Int, .. _structs]);
            string modifier = type.Equals(TypeRef.Double) && _dice.Chance(20) ? "ref" : "";
            Variable variable = Declare(new Variable(NewName(), type) { CanCapture = modifier.Length == 0 });
            parameters.Add(new Parameter(variable.Name, type, modifier));
        }
        TypeRef? result = _dice.Chance(30) ? null : TypeRef.Double;
        bool plantsHere = _plantsHere;
        (Function? self, TypeRef? outerResult, bool canBreak, bool canContinue, int cost) = (_self, _result, _canBreak, _canContinue, _cost);
        (_self, _result, _canBreak, _canContinue, _cost, _plantsHere) = (null, result, false, false, 0, false);
        Line($"{(isStatic ? "static " : "")}{result?.Text ?? "void"} {name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})");
        if (result is not null && _dice.Chance(30))
        {
            Line($"    => {Double(3)};");
        }
        else
        {
            Line("{");
            _indent++;
            Push();
            Statements(3);
            if (result is not null) Line(Return());
            Pop();
            _indent--;
            Line("}");
        }
        var function = new Function(name, result, parameters, IsRecursive: false, 1 + _cost);
        (_self, _result, _canBreak, _canContinue, _cost, _plantsHere) = (self, outerResult, canBreak, canContinue, cost, plantsHere);
        Pop();
        _scopes[^1].Functions.Add(function);
    }
}
