using System.Text;
using DiffGen.Fuzz.Source;

namespace DiffGen.Fuzz.Running;

/// <summary>
/// Writes a class that calls the method of a program and its derivatives with all numbers of the arguments in one array and
/// all numbers of the outcome in another: the result, then what stands in arrays, references and outs afterwards.
/// </summary>
internal sealed class GlueWriter
{
    public const string Type = "Glue";

    public const string Plain = "Plain", Gradient = "Gradient", Pullback = "Pullback", Jvp = "Jvp", Hvp = "Hvp";

    private readonly Signature _entry;
    private readonly StringBuilder _text = new();
    private readonly List<TypeRef> _outputs = [];
    private readonly List<Leaf> _outs = [];
    private readonly List<bool> _isSeeded = [];

    private GlueWriter(Signature entry)
    {
        _entry = entry;
        if (_entry.Result is not null) foreach (TypeRef scalar in Scalars(_entry.Result)) AddOutput(scalar, isSeeded: true);
        foreach (Parameter parameter in entry.Parameters)
        {
            bool isOutput = parameter.Type.IsBuffer || parameter.Type.Form == Form.Grid || parameter.Modifier is "ref" or "out";
            foreach (TypeRef scalar in Scalars(parameter.Type))
            {
                if (parameter.Modifier == "out") _outs.Add(new Leaf(parameter, scalar, _outputs.Count));
                else Leaves.Add(new Leaf(parameter, scalar, isOutput ? _outputs.Count : -1));
                if (isOutput) AddOutput(scalar, parameter.IsWritten || parameter.Modifier is "ref" or "out");
            }
        }
    }

    /// <summary>The numbers of the arguments, but for those of <c>out</c> parameters.</summary>
    public List<Leaf> Leaves { get; } = [];

    /// <summary>How many entries derivatives have: the leaves, then those of <c>out</c> parameters.</summary>
    public int Inputs => Leaves.Count + _outs.Count;

    /// <summary>How many numbers the outcome has.</summary>
    public int Outputs => _outputs.Count;

    /// <summary>The outputs that pullbacks take a seed of; an array that is only read has none.</summary>
    public IReadOnlyList<bool> IsSeeded => _isSeeded;

    /// <summary>The output whose seed stands in an entry of the pullback's derivatives, if one does.</summary>
    public int? SeedOf(int input)
    {
        Leaf leaf = Entry(input);
        return leaf.Parameter.Modifier == "out" || leaf.IsWritten ? leaf.Output : null;
    }

    public bool IsFloatingInput(int input) => Entry(input).Type.IsFloating;

    private void AddOutput(TypeRef scalar, bool isSeeded)
    {
        _outputs.Add(scalar);
        _isSeeded.Add(isSeeded && scalar.IsFloating);
    }

    private Leaf Entry(int input) => input < Leaves.Count ? Leaves[input] : _outs[input - Leaves.Count];

    public static GlueWriter Of(Signature entry) => new(entry);

    /// <summary>The class, for the program in the namespace.</summary>
    public string Write(string space, bool hasDerivatives)
    {
        _text.Clear();
        _text.Append($"namespace {space};\npublic static class {Type}\n{{\n");
        WriteCall(Plain, "", [], "double[] x, double[] y");
        if (hasDerivatives)
        {
            if (_entry.HasGradient) WriteCall(Gradient, Gradient, [.. _entry.Parameters.Where(parameter => !parameter.IsWritten && parameter.Modifier is not ("ref" or "out"))], "double[] x, double[] y, double[] d");
            WriteCall(Pullback, Pullback, _entry.Parameters, "double[] x, double[] y, double[] d, double[] seed");
            WriteCall(Jvp, Jvp, [], "double[] x, double[] y, double[] v, double[] vy");
            if (_entry.HasGradient) WriteCall(Hvp, Hvp, [], "double[] x, double[] y, double[] v, double[] hv");
        }
        return _text.Append("}\n").ToString();
    }

    /// <summary>The leaves of a type in order, as scalars.</summary>
    private static IEnumerable<TypeRef> Scalars(TypeRef type) => type.Form switch
    {
        Form.Scalar => [type],
        Form.Struct => type.Members!.Fields.SelectMany(field => Scalars(field.Type)),
        Form.Grid => Enumerable.Repeat(TypeRef.Double, 8),
        _ => Enumerable.Range(0, Length(type)).SelectMany(_ => Scalars(type.Element!)),
    };

    private static int Length(TypeRef type) => type.Element!.Form == Form.Struct ? 2 : 4;

    private static bool IsDifferentiable(Parameter parameter) => Scalars(parameter.Type).Any(scalar => scalar.IsFloating);

    private void WriteCall(string name, string suffix, IReadOnlyList<Parameter> differentiated, string parameters)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        var arguments = new List<string>();
        int input = 0, number = 0;
        foreach (Parameter parameter in _entry.Parameters)
        {
            string variable = $"p{number++}";
            arguments.Add(parameter.Modifier is "ref" or "out" ? $"{parameter.Modifier} {variable}" : variable);
            string type = parameter.Type.IsBuffer ? parameter.Type.Element!.Text + "[]" : parameter.Type.Text;
            before.Append(parameter.Modifier == "out" ? $"        {type} {variable};\n" : $"        {type} {variable} = {Make(parameter.Type, "x", ref input)};\n");
        }
        int output = 0;
        if (_entry.Result is not null) Store(after, _entry.Result, "result", "y", ref output);
        for (int i = 0; i < _entry.Parameters.Count; i++)
        {
            Parameter parameter = _entry.Parameters[i];
            if (parameter.Type.IsBuffer || parameter.Type.Form == Form.Grid || parameter.Modifier is "ref" or "out") Store(after, parameter.Type, $"p{i}", "y", ref output);
        }
        if (suffix == Pullback && _entry.Result is not null)
        {
            int at = 0;
            before.Append($"        {_entry.Result.Text} s = {Make(_entry.Result, "seed", ref at)};\n");
            arguments.Add("s");
        }
        if (suffix is Jvp or Hvp) WriteTangents(suffix, before, after, arguments);
        else WriteDerivatives(suffix, differentiated, before, after, arguments);
        string call = $"{Marks.Type}.{Marks.Method}{suffix}({string.Join(", ", arguments)});";
        _text.Append($"    public static void {name}({parameters})\n    {{\n").Append(before)
            .Append(_entry.Result is null ? $"        {call}\n" : $"        {_entry.Result.Text} result = {call}\n").Append(after).Append("    }\n");
    }

    private void WriteDerivatives(string suffix, IReadOnlyList<Parameter> differentiated, StringBuilder before, StringBuilder after, List<string> arguments)
    {
        int next = 0, into, outs = Leaves.Count;
        for (int i = 0; i < _entry.Parameters.Count; i++)
        {
            Parameter parameter = _entry.Parameters[i];
            int count = Scalars(parameter.Type).Count();
            int start = parameter.Modifier == "out" ? outs : next;
            if (parameter.Modifier == "out") outs += count;
            else next += count;
            if (!differentiated.Contains(parameter) || !IsDifferentiable(parameter)) continue;
            string variable = $"d{i}", type = parameter.Type.IsBuffer ? parameter.Type.Element!.Text + "[]" : parameter.Type.Text;
            bool isByReference = !parameter.Type.IsBuffer && parameter.Type.Form != Form.Grid;
            into = start;
            before.Append($"        {type} {variable} = {Make(parameter.Type, "d", ref into)};\n");
            arguments.Add(!isByReference ? variable : suffix == Gradient ? $"out {variable}" : $"ref {variable}");
            into = start;
            Store(after, parameter.Type, variable, "d", ref into);
        }
    }

    /// <summary>Directions go in; tangents of the outcome, or the product with the Hessian, come out.</summary>
    private void WriteTangents(string suffix, StringBuilder before, StringBuilder after, List<string> arguments)
    {
        int next = 0, outs = Leaves.Count, output = 0, into;
        var products = new List<string>();
        if (suffix == Jvp && _entry.Result is not null && Scalars(_entry.Result).Any(scalar => scalar.IsFloating)) Store(after, _entry.Result, "vResult", "vy", ref output);
        else if (_entry.Result is not null) output += Scalars(_entry.Result).Count();
        for (int i = 0; i < _entry.Parameters.Count; i++)
        {
            Parameter parameter = _entry.Parameters[i];
            int count = Scalars(parameter.Type).Count();
            int start = parameter.Modifier == "out" ? outs : next;
            if (parameter.Modifier == "out") outs += count;
            else next += count;
            bool isArray = parameter.Type.IsBuffer || parameter.Type.Form == Form.Grid;
            bool isOutput = isArray || parameter.Modifier is "ref" or "out", isWritten = parameter.IsWritten || parameter.Modifier is "ref" or "out";
            string variable = $"v{i}", type = parameter.Type.IsBuffer ? parameter.Type.Element!.Text + "[]" : parameter.Type.Text;
            if (IsDifferentiable(parameter) && (suffix == Jvp || !isWritten))
            {
                into = start;
                before.Append($"        {type} {variable} = {Make(parameter.Type, "v", ref into)};\n");
                arguments.Add(parameter.Modifier is "ref" or "out" ? $"{parameter.Modifier} {variable}" : variable);
                if (suffix == Hvp)
                {
                    into = start;
                    if (isArray) before.Append($"        {type} hv{i} = {Make(parameter.Type, "hv", ref into)};\n");
                    products.Add(isArray ? $"hv{i}" : $"out {type} hv{i}");
                    into = start;
                    Store(after, parameter.Type, $"hv{i}", "hv", ref into);
                }
                else if (isWritten)
                {
                    Store(after, parameter.Type, variable, "vy", ref output);
                    continue;
                }
            }
            if (isOutput) output += count;
        }
        arguments.AddRange(products);
        if (suffix == Jvp && _entry.Result is not null && Scalars(_entry.Result).Any(scalar => scalar.IsFloating)) arguments.Add($"out {_entry.Result.Text} vResult");
    }

    private static string Make(TypeRef type, string from, ref int next)
    {
        switch (type.Form)
        {
            case Form.Scalar:
                string number = $"{from}[{next++}]";
                return type.Text switch { "double" => number, "bool" => $"({number} > 0)", _ => $"({type.Text}){number}" };
            case Form.Struct:
                var values = new List<string>();
                foreach (Member field in type.Members!.Fields) values.Add(Make(field.Type, from, ref next));
                return type.Members.Construct(values);
            case Form.Grid:
                var cells = new List<string>();
                for (int i = 0; i < 8; i++) cells.Add(Make(TypeRef.Double, from, ref next));
                return $"new double[,] {{ {{ {string.Join(", ", cells.Take(4))} }}, {{ {string.Join(", ", cells.Skip(4))} }} }}";
            default:
                var elements = new List<string>();
                for (int i = 0; i < Length(type); i++) elements.Add(Make(type.Element!, from, ref next));
                return $"new {type.Element!.Text}[] {{ {string.Join(", ", elements)} }}";
        }
    }

    private static void Store(StringBuilder into, TypeRef type, string value, string to, ref int next)
    {
        switch (type.Form)
        {
            case Form.Scalar:
                into.Append($"        {to}[{next++}] = {(type.Text == "bool" ? $"{value} ? 1 : 0" : value)};\n");
                break;
            case Form.Struct:
                foreach (Member field in type.Members!.Fields) Store(into, field.Type, $"{value}.{field.Name}", to, ref next);
                break;
            case Form.Grid:
                for (int i = 0; i < 8; i++) Store(into, TypeRef.Double, $"{value}[{i / 4}, {i % 4}]", to, ref next);
                break;
            default:
                for (int i = 0; i < Length(type); i++) Store(into, type.Element!, $"{value}[{i}]", to, ref next);
                break;
        }
    }
}
