namespace DiffGen.Fuzz.Source;

/// <summary>Helpers and the entry.</summary>
internal sealed partial class ProgramWriter
{
    private void WriteHelpers()
    {
        int count = _dice.Next(3);
        for (int i = 0; i < count; i++) WriteHelper($"H{i}");
    }

    private void WriteHelper(string name)
    {
        Push();
        bool isRecursive = _dice.Chance(35);
        var parameters = new List<Parameter>();
        if (isRecursive) parameters.Add(new Parameter(NewName(Marks.Fuel), TypeRef.Int));
        bool hasWritten = false;
        for (int i = 1 + _dice.Next(3); i > 0; i--)
        {
            Parameter parameter = HelperParameter();
            hasWritten |= parameter.IsWritten || parameter.Modifier is "ref" or "out";
            parameters.Add(parameter);
        }
        TypeRef? result = hasWritten && _dice.Chance(40) ? null
            : _dice.Chance(15) ? _dice.Pick(_structs)
            : _dice.Chance(10) ? TypeRef.Float : TypeRef.Double;
        Line($"private static {result?.Text ?? "void"} {name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})");
        _cost = 0;
        var self = new Function(name, result, parameters, isRecursive, 0);
        WriteBody(result, 3 + _dice.Next(6), 3, isRecursive ? self : null, [.. parameters.Where(parameter => parameter.Modifier == "out")]);
        Pop();
        _functions.Add(self with { Cost = (1 + _cost) * (isRecursive ? 4 : 1) });
        Line();
    }

    private Parameter HelperParameter()
    {
        switch (_dice.Next(14))
        {
            case 0 or 1 or 2 or 3:
                return Numeric(TypeRef.Double, "");
            case 4:
                return Numeric(_dice.Pick([TypeRef.Float, TypeRef.Int, TypeRef.Bool]), "");
            case 5:
                return Numeric(TypeRef.Double, "ref");
            case 6:
                return Numeric(TypeRef.Double, "out");
            case 7:
                return Numeric(TypeRef.Double, "in");
            case 8 or 9:
                return Numeric(_dice.Pick(_structs), _dice.Pick(["", "", "in", "ref"]));
            case 10:
                return Buffer(TypeRef.ReadOnlySpan(TypeRef.Double), false);
            case 11:
                return Buffer(TypeRef.Span(TypeRef.Double), true);
            case 12:
                return Buffer(TypeRef.Array(_dice.Chance(30) ? _dice.Pick(_structs) : TypeRef.Double), _dice.Chance(50));
            default:
                Variable grid = Declare(new Variable(NewName(), TypeRef.Grid, CanWrite: _dice.Chance(50)));
                return new Parameter(grid.Name, grid.Type, "", grid.CanWrite);
        }
    }

    private Parameter Numeric(TypeRef type, string modifier)
    {
        Variable variable = Declare(new Variable(NewName(), type, CanWrite: modifier != "in") { CanCapture = modifier.Length == 0 });
        return new Parameter(variable.Name, type, modifier);
    }

    private Parameter Buffer(TypeRef type, bool isWritten)
    {
        Variable variable = Declare(new Variable(NewName(), type, isWritten, LengthOf(type.Element!)));
        return new Parameter(variable.Name, type, "", isWritten);
    }

    private Signature WriteEntry()
    {
        Push();
        List<Parameter> parameters = [EntryParameter(0)];
        for (int i = 1 + _dice.Next(4); i > 0; i--) parameters.Add(EntryParameter(_dice.Next(16)));
        bool hasWritten = parameters.Any(parameter => parameter.IsWritten || parameter.Modifier is "ref" or "out");
        TypeRef? result = hasWritten && _dice.Chance(15) ? null
            : _dice.Chance(18) ? AnyStruct()
            : _dice.Chance(15) ? TypeRef.Array(TypeRef.Double)
            : _dice.Chance(10) ? TypeRef.Float : TypeRef.Double;
        var entry = new Signature(parameters, result);
        if (_planted is not null && _dice.Chance(25)) WritePlantedHelper();
        string forms = entry.HasGradient ? "Derivatives.Gradient | Derivatives.Pullback | Derivatives.Jvp | Derivatives.Hvp" : "Derivatives.Pullback | Derivatives.Jvp";
        // Every other program has its loops unrolled; which one doesn't depend on the dice.
        Line(_seed % 2 == 0 ? $"[Differentiable({forms}, UnrollLimit = 400)]" : $"[Differentiable({forms})]");
        Line($"public static {result?.Text ?? "void"} {Marks.Method}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})");
        _plantsHere = _planted is not null;
        WriteBody(result, 5 + _dice.Next(14), 6, null, [.. parameters.Where(parameter => parameter.Modifier == "out" || parameter.IsWritten)]);
        Pop();
        return entry;
    }

    private Parameter EntryParameter(int kind)
    {
        TypeRef number = TypeRef.Double;
        switch (kind)
        {
            case < 3:
                return Numeric(number, kind == 0 ? "" : _dice.Pick(["", "", "in"]));
            case 3:
                return Numeric(_dice.Pick([TypeRef.Float, TypeRef.Int, TypeRef.Bool]), "");
            case 4 or 5:
                return Buffer(TypeRef.ReadOnlySpan(_dice.Chance(20) ? TypeRef.Float : _dice.Chance(25) ? _dice.Pick(_structs) : number), false);
            case 6:
                return Buffer(TypeRef.Span(number), true);
            case 7 or 8:
                return Buffer(TypeRef.Array(number), _dice.Chance(50));
            case 9 or 10:
                return Numeric(_dice.Pick(_structs), _dice.Pick(["", "", "", "in"]));
            case 11:
                return Numeric(TypeOfTuple()!, "");
            case 12:
                return Numeric(_dice.Chance(20) ? _dice.Pick(_structs) : number, "ref");
            case 13:
                return Numeric(number, "out");
            case 14:
                return Buffer(_dice.Pick([TypeRef.Array(_dice.Pick(_structs)), TypeRef.Span(_dice.Pick(_structs))]), _dice.Chance(50));
            default:
                Variable grid = Declare(new Variable(NewName(), TypeRef.Grid, CanWrite: _dice.Chance(50)));
                return new Parameter(grid.Name, grid.Type, "", grid.CanWrite);
        }
    }

    /// <summary>A body in braces. What the parameters promise to write is written first.</summary>
    private void WriteBody(TypeRef? result, int budget, int statements, Function? self, IReadOnlyList<Parameter>? written = null)
    {
        (_result, _budget, _self, _selfCalls, _trips, _canBreak, _canContinue) = (result, budget, null, 0, 1, false, false);
        Line("{");
        _indent++;
        Push();
        foreach (Parameter parameter in written ?? []) WriteFirst(parameter);
        if (self is not null) Line($"if ({Marks.Fuel} <= 0) {Return()}");
        _self = self;
        Statements(statements);
        if (_plantsHere) Plant();
        if (result is not null) Line(Return());
        _self = null;
        Pop();
        _indent--;
        Line("}");
    }

    private void WriteFirst(Parameter parameter)
    {
        // Nothing may be read from an out parameter before it is assigned.
        string value = parameter.Modifier == "out" || parameter.Type.Form != Form.Scalar ? Constant() : Double(1);
        Line(parameter switch
        {
            { Modifier: "out", Type.Form: Form.Scalar } => $"{parameter.Name} = {value};",
            { Type.Form: Form.Grid } => $"{parameter.Name}[1, 2] *= {value};",
            { Type.Element.Form: Form.Struct } => $"{parameter.Name}[1] = {parameter.Name}[0];",
            _ => $"{parameter.Name}[1] *= {value};",
        });
    }
}
