namespace DiffGen.Fuzz.Source;

/// <summary>Statements: declarations, assignments, branches.</summary>
internal sealed partial class ProgramWriter
{
    private const int DeepestBlock = 7;

    private int _budget;
    private TypeRef? _result;
    private bool _canBreak, _canContinue;

    private void Statements(int count)
    {
        for (int i = 0; i < count && _budget > 0; i++) Statement();
    }

    private void Block(int count)
    {
        Line("{");
        _indent++;
        Push();
        Statements(count);
        Pop();
        _indent--;
        Line("}");
    }

    private void Statement()
    {
        _budget--;
        _cost += _trips;
        if (_plantsHere && _dice.Chance(12)) Plant();
        bool isDeep = _indent > DeepestBlock;
        _dice.Weighted(
        [
            (8, () => Done(DeclareNumber)),
            (8, AssignNumber),
            (9, AssignElement),
            (3, CountInteger),
            (4, DeclareStruct),
            (4, AssignStruct),
            (3, MutateByMethod),
            (3, () => isDeep || _classes.Count == 0 ? null : Done(DeclareObject)),
            (3, DeclareReference),
            (2, Deconstruct),
            (3, AssignSeveral),
            (4, CallStatement),
            (6, () => Done(DeclareBuffer)),
            (2, RebindBuffer),
            (2, CopyBuffer),
            (2, () => Done(DeclareGrid)),
            (isDeep ? 1 : 5, () => isDeep ? null : Done(If)),
            (isDeep ? 1 : 7, () => isDeep || _trips > 60 ? null : Done(Loop)),
            (isDeep ? 1 : 4, () => isDeep ? null : Done(Switch)),
            (isDeep ? 1 : 3, () => isDeep || _trips > 1 ? null : Done(LocalFunction)),
            (1, () => isDeep ? null : Done(() => Block(3))),
            (1, DeadThrowStatement),
        ]);
        foreach (Variable variable in _declaredByCall) Declare(variable);
        _declaredByCall.Clear();
    }

    private static string Done(Action write)
    {
        write();
        return "";
    }

    private string? Written(string? statement)
    {
        if (statement is not null) Line(statement);
        return statement;
    }

    private void DeclareNumber()
    {
        switch (_dice.Next(10))
        {
            case 0:
                string integer = Int(2);
                Line($"{_dice.Pick(["int", "var"])} {Declare(TypeRef.Int).Name} = {integer};");
                break;
            case 1:
                string number = Float(2);
                Line($"float {Declare(TypeRef.Float).Name} = {number};");
                break;
            case 2:
                string condition = Bool(2);
                Line($"bool {Declare(TypeRef.Bool).Name} = {condition};");
                break;
            case 3 when _dice.Chance(40):
                Line($"const double {Declare(TypeRef.Double, canWrite: false).Name} = 0.375;");
                break;
            case 4:
                string first = Double(2);
                Variable one = Declare(TypeRef.Double);
                string second = Double(2);
                Line($"double {one.Name} = {first}, {Declare(TypeRef.Double).Name} = {second};");
                break;
            case 5:
                DeclareLater();
                break;
            default:
                string value = Double(3);
                Line($"double {Declare(TypeRef.Double).Name} = {value};");
                break;
        }
    }

    /// <summary>A declaration without value, assigned in both branches.</summary>
    private void DeclareLater()
    {
        string name = NewName();
        Line($"double {name};");
        Line($"if ({Bool(2)}) {name} = {Double(2)};");
        Line($"else {name} = {Double(2)};");
        Declare(new Variable(name, TypeRef.Double));
    }

    private string Right() => _dice.Chance(35) ? $"Math.{_dice.Pick(["Sin", "Tanh"])}({Double(3)})" : Double(3);

    private string? AssignNumber() => Place(TypeRef.Double, Access.Write) is { } place
        ? Written(_dice.Next(10) switch
        {
            0 when Place(TypeRef.Double, Access.Write) is { } other => $"{place} = {other} {_dice.Pick(["=", "+="])} {Double(2)};",
            1 => $"{place}{_dice.Pick(["++", "--"])};",
            2 => $"{place} /= 1.5 + Math.Cos({Double(2)});",
            3 when Place(TypeRef.Float, Access.Write) is { } single => $"{single} {_dice.Pick(["=", "+=", "*="])} {Float(2)};",
            _ => $"{place} {_dice.Pick(["=", "+=", "-=", "*=", "="])} {Right()};",
        })
        : null;

    private string? AssignElement() => Place(TypeRef.Double, Access.Write, variable => variable.Type.IsBuffer || variable.Type.Form == Form.Grid) is { } place
        ? Written($"{place} {_dice.Pick(["=", "=", "+=", "-=", "*="])} {Right()};")
        : null;

    private string? CountInteger() => Place(TypeRef.Int, Access.Write) is { } place
        ? Written(_dice.Chance(30) ? $"{place}{_dice.Pick(["++", "--"])};" : $"{place} {_dice.Pick(["=", "+=", "-=", "^=", "<<="])} {Int(2)};")
        : Place(TypeRef.Bool, Access.Write) is { } flag ? Written($"{flag} {_dice.Pick(["=", "&=", "|=", "^="])} {Bool(2)};") : null;

    /// <summary><c>(x, y) = (y, x)</c>, also of elements and fields.</summary>
    private string? AssignSeveral()
    {
        if (Place(TypeRef.Double, Access.Write) is not { } first || Place(TypeRef.Double, Access.Write) is not { } second) return null;
        return Written(_dice.Chance(50) ? $"({first}, {second}) = ({second}, {first});" : $"({first}, {second}) = ({Double(2)}, {Double(2)});");
    }

    private string? CallStatement()
    {
        _declaredByCall.Clear();
        if (_dice.Chance(50) && Call(null, 2, canDeclare: true) is { } action) return Written(action + ";");
        _declaredByCall.Clear();
        if (Call(TypeRef.Double, 2, canDeclare: true) is not { } call)
        {
            _declaredByCall.Clear();
            return null;
        }
        return Written($"double {Declare(TypeRef.Double).Name} = {call};");
    }

    private void If()
    {
        string condition = Bool(2);
        // What a condition names is in scope in both branches and behind, but only the first may use it.
        if (_dice.Chance(10) && Place(TypeRef.Double, Access.Read) is { } place)
        {
            string name = NewName();
            condition = $"{place} is > -0.5 and var {name} && {condition}";
            Line($"if ({condition})");
            Push();
            Declare(new Variable(name, TypeRef.Double));
            Branch();
            Pop();
            Declare(new Variable(name, TypeRef.Hidden));
        }
        else
        {
            Line($"if ({condition})");
            Branch();
        }
        if (!_dice.Chance(55)) return;
        Line("else");
        Branch();
    }

    /// <summary>A block, which may end by leaving the loop or the method.</summary>
    private void Branch()
    {
        Line("{");
        _indent++;
        Push();
        Statements(3);
        switch (_dice.Next(12))
        {
            case 0:
                Line(Return());
                break;
            case 1 or 2 when _canBreak:
                Line("break;");
                break;
            case 3 or 4 when _canContinue:
                Line("continue;");
                break;
        }
        Pop();
        _indent--;
        Line("}");
    }

    private string Return() => _result is null ? "return;" : _result.Form == Form.Array ? $"return {ReturnedArray()};" : $"return {Value(_result, 3)};";

    /// <summary>An array of four numbers: made here, or one that there is, itself where it is as long.</summary>
    private string ReturnedArray()
    {
        string made = $"[{Double(1)}, {Double(2)}, {Double(1)}, {Double(1)}]";
        if (AnyVisible(variable => variable.Type.Equals(_result) && variable.Length >= 4) is not { } array || _dice.Chance(25)) return made;
        string given = $"{array.Name}.Length == 4 ? {array.Name} : {array.Name}[..4]";
        return _dice.Chance(30) ? $"{Bool(1)} ? ({given}) : {made}" : given;
    }

    private string? DeadThrowStatement() => Place(TypeRef.Double, Access.Read) is { } place
        ? Written($"if ({place} > 1e300) throw new ArgumentOutOfRangeException(\"{place.Split('[')[0]}\");")
        : null;
}
