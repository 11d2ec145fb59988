using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Gives every variable its name: the user's where there is one, else a short one that says what the value is. A name
/// is taken once in a block and the blocks around and inside it; clashes get the smallest number from 2.
/// </summary>
internal sealed class NameVariables
{
    private readonly PrintTree _tree;
    private readonly IReadOnlyList<Variable?> _variables;
    private readonly GeneratedMethod _method;
    private readonly HashSet<string> _reserved;
    private readonly Dictionary<PrintRegion, HashSet<string>> _declared = [];
    private readonly Dictionary<PrintRegion, HashSet<string>> _inside = [];
    private readonly Dictionary<(PrintRegion, string), int> _numbers = [];

    private NameVariables(PrintTree tree, GeneratedMethod method, IReadOnlyList<Variable?> variables, IEnumerable<string> reserved)
    {
        _tree = tree;
        _method = method;
        _variables = variables;
        _reserved = ReservedNames.Of(method);
        _reserved.UnionWith(reserved);
    }

    public static void Run(
        PrintTree tree, GeneratedMethod method, IReadOnlyList<Variable?> variables, IReadOnlyList<Variable> temporaries, IEnumerable<string> reserved)
    {
        var pass = new NameVariables(tree, method, variables, reserved);
        // The user's names first: what is made up gives way.
        foreach (Variable variable in variables.OfType<Variable>().Distinct().Concat(temporaries)
            .OrderBy(variable => variable.UserName.Length == 0).ThenBy(variable => variable.FirstWrite))
            if (!variable.IsParameter && (variable.IsRead || variable.IsCounter)) pass.Name(variable);
    }

    private void Name(Variable variable)
    {
        string name = variable.UserName.TrimStart('@');
        if (name.Length > 0) name = Free(variable.Scope!, name);
        else if (variable.IsCounter) name = Counter(variable.Scope!);
        else name = Free(variable.Scope!, Derive(variable));

        Names(_declared, variable.Scope!).Add(name);
        for (PrintRegion? region = variable.Scope; region is not null; region = region.Parent?.Scope) Names(_inside, region).Add(name);
        variable.Name = ReservedNames.Escape(name);
    }

    private string Counter(PrintRegion scope)
    {
        foreach (string name in (string[])["i", "j", "k", "l"])
            if (IsFree(scope, name)) return name;
        return Free(scope, "i");
    }

    private string Free(PrintRegion scope, string name)
    {
        if (IsFree(scope, name)) return name;
        string stem = char.IsDigit(name[name.Length - 1]) ? name + "_" : name;
        _numbers.TryGetValue((scope, stem), out int number);
        if (number < 2) number = 2;
        while (!IsFree(scope, stem + number)) number++;
        _numbers[(scope, stem)] = number;
        return stem + number;
    }

    private bool IsFree(PrintRegion scope, string name)
    {
        if (_reserved.Contains(name) || Names(_inside, scope).Contains(name)) return false;
        for (PrintRegion? region = scope; region is not null; region = region.Parent?.Scope)
            if (Names(_declared, region).Contains(name)) return false;
        return true;
    }

    private static HashSet<string> Names(Dictionary<PrintRegion, HashSet<string>> table, PrintRegion region)
    {
        if (!table.TryGetValue(region, out HashSet<string>? names)) table[region] = names = [];
        return names;
    }

    private string Derive(Variable variable)
    {
        const int maxLength = 16;
        if (IsReturned(variable)) return "value";
        Value value = variable.Values[0];
        if (_tree.Definition(value) is { Operation: IfOp branch } && (branch.Then.Throws || branch.Else.Throws))
            value = (branch.Then.Throws ? branch.Else : branch.Then).Yields[branch.IfResults.IndexOf(value)];
        string name = _tree.Definition(value)?.Operation switch
        {
            LoadOp load => Element(NameOf(load.Buffer), _tree.IsConstant(load.Index, out Literal index) ? index.Bits < 0 ? "" : index.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture) : NameOf(load.Index)),
            LengthOp length => NameOf(length.Buffer) + "Length",
            ScalarOp { Code: Codes.Index } => "index",
            ScalarOp scalar when scalar.Code.Contains(".") => Function(scalar),
            AllocOp alloc => alloc.Kind.ToString().ToLowerInvariant(),
            ViewOp => "slice",
            ChooseOp => "chosen",
            WhileOp => "again",
            _ => "",
        };
        if (name.Length is > 0 and <= maxLength) return name;
        return variable.Type.Kind switch
        {
            ScalarKind.Bool => "condition",
            ScalarKind kind when kind.IsInteger() => "n",
            _ => "t",
        };
    }

    /// <summary>Math.Cos(x)   ---->   cosX</summary>
    private string Function(ScalarOp scalar)
    {
        string function = scalar.Code.Substring(scalar.Code.LastIndexOf('.') + 1);
        string argument = scalar.Arguments.Count == 1 ? NameOf(scalar.Arguments[0]) : "";
        return char.ToLowerInvariant(function[0]) + function.Substring(1) + Capital(argument);
    }

    /// <summary>x[i]   ---->   xi,   theta[0]   ---->   theta0</summary>
    private static string Element(string buffer, string index)
    {
        if (buffer.Length == 0 || index.Length == 0) return "";
        if (char.IsDigit(index[0])) return char.IsDigit(buffer[buffer.Length - 1]) ? $"{buffer}_{index}" : buffer + index;
        return buffer.Length == 1 && index.Length == 1 ? buffer + index : buffer + Capital(index);
    }

    private static string Capital(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private string NameOf(Value value) => _variables[value.Id]?.Name.TrimStart('@') ?? "";

    private bool IsReturned(Variable variable)
    {
        EquatableArray<Value> yields = _tree.Root.Region.Yields;
        for (int i = 0; i < yields.Count; i++)
            if (_method.Sinks[i].Kind == SinkKind.Return && _variables[yields[i].Id] == variable) return true;
        return false;
    }
}
