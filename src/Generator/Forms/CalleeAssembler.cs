using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Forms;

/// <summary>The out-of-line functions that the generated methods reach, as private methods.</summary>
internal static class CalleeAssembler
{
    public static IEnumerable<GeneratedMethod> Assemble(MethodSignature signature, IReadOnlyList<GeneratedMethod> entries, IReadOnlyList<Function> functions)
    {
        var taken = new HashSet<string>(signature.TakenNames.Concat(entries.Select(entry => entry.Name)));
        HashSet<string> own = [.. entries.Select(entry => entry.Name)];
        return functions.Select(function => Assemble(signature, function, own, taken));
    }

    private static GeneratedMethod Assemble(MethodSignature signature, Function function, HashSet<string> own, HashSet<string> taken)
    {
        var names = new HashSet<string>();
        List<GeneratedParameter> parameters = [];
        List<string> bindings = [];
        foreach (Value parameter in function.Parameters)
        {
            string hint = function.NameOf(parameter);
            string name = DerivativeNames.Free(hint.Length == 0 ? "p" : hint, names);
            parameters.Add(new GeneratedParameter("", TypeOf(function.TypeOf(parameter)), ReservedNames.Escape(name), ""));
            bindings.Add(ReservedNames.Escape(name));
        }
        List<ResultSink> sinks = [];
        string returnType = "void";
        for (int i = 0; i < function.Body.Yields.Count; i++)
        {
            string type = function.TypeOf(function.Body.Yields[i]).Kind.Keyword();
            if (i == 0)
            {
                returnType = type;
                sinks.Add(new ResultSink(SinkKind.Return, ""));
                continue;
            }
            string name = DerivativeNames.Free($"result{i + 1}", names);
            parameters.Add(new GeneratedParameter("out", type, name, ""));
            sinks.Add(new ResultSink(SinkKind.Assign, name));
        }
        return new GeneratedMethod(
            "",
            default,
            signature.IsStatic ? "private static" : "private",
            returnType,
            DerivativeNames.Free(Name(signature, function.Name, own), taken),
            parameters.ToEquatable(),
            default,
            bindings.ToEquatable(),
            sinks.ToEquatable(),
            function,
            Generics: signature.Generics);
    }

    private static string TypeOf(IrType type) => type.Shape switch
    {
        IrShape.Scalar => type.Kind.Keyword(),
        IrShape.ReadOnlyBuffer => $"ReadOnlySpan<{type.Of?.Type ?? type.Kind.Keyword()}>",
        IrShape.Buffer => $"Span<{type.Of?.Type ?? type.Kind.Keyword()}>",
        _ => $"global::DiffGen.Workspaces.CacheStack<{type.Kind.Keyword()}>",
    };

    /// <summary><c>N.Vector&lt;N.Number&gt;.Sum&lt;T&gt;   ---->   N.Vector.Sum</c></summary>
    private static string WithoutTypeArguments(string path)
    {
        var text = new System.Text.StringBuilder();
        int depth = 0;
        foreach (char c in path)
        {
            if (c == '<') depth++;
            if (depth == 0) text.Append(c);
            if (c == '>' && depth > 0) depth--;
        }
        return text.ToString();
    }

    /// <summary><c>N.Type.Helper(double) reverse   ---->   LossHelperReverse,   LossGradient() part 2   ----> LossGradientPart2</c></summary>
    private static string Name(MethodSignature signature, string function, HashSet<string> own)
    {
        int open = function.IndexOf('('), close = function.LastIndexOf(')');
        string path = open < 0 ? function : function.Substring(0, open);
        path = WithoutTypeArguments(path);
        string simple = path.Substring(path.LastIndexOf('.') + 1).TrimStart('@');
        string suffix = close < 0 ? "" : function.Substring(close + 1).Trim();
        suffix = string.Concat(suffix.Split([' '], System.StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        string overload = signature.Overload > 0 ? (signature.Overload + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        string helper = simple == signature.Name ? "" : own.Contains(simple) ? simple.Substring(signature.Name.Length) : char.ToUpperInvariant(simple[0]) + simple.Substring(1);
        return $"{signature.Name}{overload}{helper}{(suffix.Length == 0 ? "Primal" : suffix)}";
    }
}
