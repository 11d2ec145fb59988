using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Calls of methods as they are: structs are put together before, and taken apart after.</summary>
internal sealed partial class FunctionEmitter
{
    private readonly HashSet<string> _temporaries = [];

    private void EmitForeign(CallOp call, Foreign foreign)
    {
        List<string> arguments = [];
        var after = new List<(Value Result, string Text)>();
        int next = 0, result = foreign.Results.Count;
        foreach (ForeignParameter parameter in foreign.Parameters)
        {
            List<Value> values = [.. call.Arguments.Skip(next).Take(parameter.ArgumentCount)];
            next += parameter.ArgumentCount;
            switch (parameter.Role)
            {
                case ForeignRole.Text: arguments.Add(parameter.Text); break;
                case ForeignRole.Storage: arguments.Add(StorageArgument(parameter, values[0])); break;
                case ForeignRole.Value: arguments.Add(Made(parameter, values)); break;
                default:
                    string keyword = parameter.Role == ForeignRole.Out ? "out" : "ref";
                    string name = parameter.Role == ForeignRole.Out ? Temporary("output") : Variable(parameter, values);
                    arguments.Add(parameter.Role == ForeignRole.Out ? $"out {parameter.Type} {name}" : $"{keyword} {name}");
                    foreach (ForeignLeaf leaf in parameter.Leaves) after.Add((call.CallResults[result++], leaf.Read.Replace("{0}", name)));
                    break;
            }
        }
        string text = foreign.Target.Contains("{0}") ? Filled(foreign.Target, arguments) : $"{foreign.Target}({string.Join(", ", arguments)})";
        bool isRead = foreign.Results.Where((_, i) => plan.VariableOf(call.CallResults[i]) is { IsRead: true }).Any();
        if (!isRead)
        {
            writer.Statement(foreign.Target.Contains("{0}") ? $"_ = {text};" : $"{text};");
        }
        else if (foreign.Results is [{ Read: "{0}" }])
        {
            Assign(plan.VariableOf(call.CallResults[0])!, new(text, Precedence.Lowest));
        }
        else
        {
            string returned = Temporary("returned");
            writer.Other($"var {returned} = {text};");
            for (int i = 0; i < foreign.Results.Count; i++) after.Insert(i, (call.CallResults[i], foreign.Results[i].Read.Replace("{0}", returned)));
        }
        foreach ((Value value, string read) in after)
            if (plan.VariableOf(value) is { IsRead: true } variable) Assign(variable, new(read, Precedence.Primary));
    }

    private string StorageArgument(ForeignParameter parameter, Value buffer)
    {
        string text = expressions.Text(buffer);
        return parameter.IsArray && !IsArray(buffer) ? $"{text}.ToArray()" : text;
    }

    /// <summary>A value of the parameter's type.</summary>
    private string Made(ForeignParameter parameter, List<Value> values)
    {
        if (parameter.Text.Length > 0) return Filled(parameter.Text, [.. values.Select(value => expressions.Value(value, isStrict: true).Text)]);
        return parameter.Leaves is [{ Read: "{0}" }] ? expressions.Value(values[0], isStrict: true).Text : Variable(parameter, values);
    }

    /// <summary>A variable of the parameter's type that holds the values.</summary>
    private string Variable(ForeignParameter parameter, List<Value> values)
    {
        string name = Temporary("argument");
        if (parameter.Text.Length > 0 || parameter.Leaves is [{ Read: "{0}" }])
        {
            writer.Other($"{parameter.Type} {name} = {Made(parameter, values)};");
            return name;
        }
        writer.Other($"{parameter.Type} {name} = default;");
        for (int i = 0; i < values.Count; i++) writer.Statement($"{parameter.Leaves[i].Write.Replace("{0}", name)} = {expressions.Text(values[i])};");
        return name;
    }

    private static string Filled(string template, IReadOnlyList<string> values)
    {
        for (int i = 0; i < values.Count; i++) template = template.Replace($"{{{i}}}", values[i]);
        return template;
    }

    /// <summary>A name that nothing else in the method has.</summary>
    private string Temporary(string stem)
    {
        string name = stem;
        for (int number = 2; !_temporaries.Add(name) || plan.Variables.Any(variable => variable?.Name == name) || method.Parameters.Any(parameter => parameter.Name == name); number++)
            name = stem + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }
}
