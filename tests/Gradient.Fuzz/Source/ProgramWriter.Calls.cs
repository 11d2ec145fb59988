namespace DiffGen.Fuzz.Source;

/// <summary>Calls of helpers, local functions and delegates; switch expressions.</summary>
internal sealed partial class ProgramWriter
{
    private int _depthOfCalls;

    /// <summary>Objects that the method made aren't used here.</summary>
    private bool _hidesObjects;

    private int _selfCalls;

    /// <summary>What the innermost loops make of the cost of a call.</summary>
    private int _trips = 1;

    private int _cost;

    /// <summary>The function whose body is written, if it may call itself.</summary>
    private Function? _self;

    /// <summary>Expressions may assign and count.</summary>
    private bool _allowsEffects = true;

    private const int MostCost = 3000;

    private string? Call(TypeRef? result, int d, bool canDeclare = false)
    {
        if (_depthOfCalls > 2) return null;
        List<Function> functions = [.. VisibleFunctions().Where(function => Equals(function.Result, result) && function.Cost * _trips < MostCost)];
        // One variable to read and to write is refused in recursion.
        bool mayOverlap = _self is not null && _self.Parameters.Any(parameter => parameter.Modifier == "in") && _self.Parameters.Any(parameter => parameter.IsWritten || parameter.Modifier is "ref" or "out");
        if (_self is not null && !mayOverlap && _trips == 1 && _selfCalls < 2 && Equals(_self.Result, result)) functions.Add(_self);
        if (functions.Count == 0) return null;
        Function function = _dice.Pick(functions);
        if (function == _self) _selfCalls++;
        _cost += function.Cost * _trips;
        string fuel = function == _self ? $"{Marks.Fuel} - {1 + _dice.Next(2)}" : _dice.Next(4).ToString();
        IReadOnlyList<Parameter> parameters = function.IsRecursive ? [.. function.Parameters.Skip(1)] : function.Parameters;
        if (Arguments(parameters, d, canDeclare) is not { } arguments) return null;
        return $"{function.Name}({string.Join(", ", new[] { function.IsRecursive ? fuel : "", arguments }.Where(text => text.Length > 0))})";
    }

    /// <param name="canDeclare">A whole statement is this call: what <c>out</c> declares is assigned from there on.</param>
    private string? Arguments(IReadOnlyList<Parameter> parameters, int d, bool canDeclare = false)
    {
        _depthOfCalls++;
        var arguments = new List<string>();
        foreach (Parameter parameter in parameters)
        {
            if (Argument(parameter, Math.Min(d, 2), canDeclare) is { } argument) arguments.Add(argument);
        }
        _depthOfCalls--;
        return arguments.Count < parameters.Count ? null : string.Join(", ", arguments);
    }

    private string? Argument(Parameter parameter, int d, bool canDeclare) => parameter switch
    {
        { Modifier: "out", Type.Text: "double" } when _allowsEffects && canDeclare && _dice.Chance(40) => $"out {Declared(parameter.Type)}",
        { Modifier: "ref" or "out" } => _allowsEffects && Place(parameter.Type, Access.Reference) is { } place ? $"{parameter.Modifier} {place}" : null,
        { Modifier: "in" } => _dice.Chance(60) && Place(parameter.Type, Access.Reference) is { } place ? $"{(_dice.Chance(50) ? "in " : "")}{place}" : Value(parameter.Type, d),
        { Type.IsBuffer: true } => !parameter.IsWritten || _allowsEffects ? BufferArgument(parameter.Type, parameter.IsWritten) : null,
        { Type.Form: Form.Grid } => !parameter.IsWritten || _allowsEffects ? AnyVisible(variable => variable.Type.Form == Form.Grid && (variable.CanWrite || !parameter.IsWritten))?.Name : null,
        _ => Value(parameter.Type, d),
    };

    private readonly List<Variable> _declaredByCall = [];

    /// <summary>In scope only after the statement.</summary>
    private string Declared(TypeRef type)
    {
        var variable = new Variable(NewName(), type);
        _declaredByCall.Add(variable);
        return $"{_dice.Pick(["var", type.Text])} {variable.Name}";
    }

    /// <summary>A lambda or method group given to a helper.</summary>
    private string? Delegate(int d)
    {
        if (_trips > 30) return null;
        if (_dice.Chance(30)) return $"Apply({_dice.Pick(["Math.Sin", "Math.Tanh", "Math.Abs"])}, {Double(d)})";
        if (_dice.Chance(20)) return $"Apply({Bool(1)} ? {Lambda(1, d)} : {_dice.Pick(["Math.Sin", Lambda(1, 1)])}, {Double(d)})";
        if (_dice.Chance(25)) return $"Deep({PlainLambda(d)}, {Double(d)}, {1 + _dice.Next(2)})";
        if (_dice.Chance(60)) return $"Apply({Lambda(1, d)}, {Double(d)})";
        return BufferArgument(TypeRef.ReadOnlySpan(TypeRef.Double), false) is { } span ? $"Fold({Lambda(2, d)}, {span})" : null;
    }

    /// <summary>A lambda that captures numbers, structs and arrays alone: what a recursive helper may take.</summary>
    private string PlainLambda(int d)
    {
        (bool hidesObjects, int depth) = (_hidesObjects, _depthOfCalls);
        (_hidesObjects, _depthOfCalls) = (true, int.MaxValue / 2);
        string lambda = Lambda(1, d);
        (_hidesObjects, _depthOfCalls) = (hidesObjects, depth);
        return lambda;
    }

    private string Lambda(int count, int d)
    {
        bool isStatic = _dice.Chance(30), effects = _allowsEffects;
        Function? self = _self;
        _self = null;
        if (!_dice.Chance(20)) _allowsEffects = false;
        Push(isFunction: true, isStatic);
        List<Variable> parameters = [.. Enumerable.Range(0, count).Select(_ => Declare(TypeRef.Double))];
        string body = Double(Math.Min(d, 2));
        Pop();
        (_allowsEffects, _self) = (effects, self);
        string list = count == 1 && _dice.Chance(50) ? parameters[0].Name : $"({string.Join(", ", parameters.Select(parameter => parameter.Name))})";
        return $"{(isStatic ? "static " : "")}{list} => {body}";
    }

    private string? SwitchExpression(TypeRef type, int d)
    {
        string Arm() => Value(type, d);
        switch (_dice.Next(6))
        {
            case 0 or 1:
                return $"(({Int(1)}) switch {{ 0 => {Arm()}, 1 or 2 => {Arm()}, > 7 => {Arm()}, _ => {Arm()} }})";
            case 2:
                return Place(TypeRef.Double, Access.Read) is { } place ? $"({place} switch {{ > 1 => {Arm()}, < -0.5 when {Bool(1)} => {Arm()}, _ => {Arm()} }})" : null;
            case 3:
                return $"(({Int(1)}, (double){Double(1)}) switch {{ (0, > 0) => {Arm()}, (> 2, _) => {Arm()}, (_, <= 0.5) => {Arm()}, _ => {Arm()} }})";
            case 4 when _structs.Count > 0:
                TypeRef tested = _dice.Pick(_structs);
                return $"({Struct(tested, 1)} switch {{ {Pattern(tested)} when {Bool(1)} => {Arm()}, _ => {Arm()} }})";
            case 5:
                // What a pattern names is in scope in its arm.
                if (Place(TypeRef.Double, Access.Read) is not { } value) return null;
                Push();
                Variable named = Declare(TypeRef.Double);
                string arm = Arm();
                Pop();
                return $"({value} switch {{ > 0 and var {named.Name} => {arm}, _ => {Arm()} }})";
            default:
                return null;
        }
    }
}
