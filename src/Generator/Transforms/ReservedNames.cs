using System.Collections.Generic;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Transforms;

/// <summary>Names that a local variable must not take.</summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected",
        "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while",
    ];

    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>The parameters, and every name that the texts of a method mention.</summary>
    public static HashSet<string> Of(GeneratedMethod method)
    {
        HashSet<string> names = ["Math", "MathF", "Span", "ReadOnlySpan", "Vector128", "Vector256", "_"];
        foreach (GeneratedParameter parameter in method.Parameters) names.Add(parameter.Name.TrimStart('@'));
        foreach (string binding in method.Bindings) AddIdentifiers(binding, names);
        foreach (ResultSink sink in method.Sinks) AddIdentifiers(sink.Target, names);
        if (method.Generics is { } generics)
        {
            names.Add(generics.Number.TrimStart('@'));
            foreach (string parameter in generics.Parameters) names.Add(parameter.TrimStart('@'));
        }
        if (method.Result.Length > 0) names.Add(method.Result);
        Visit(method.Function.Body, names);
        return names;
    }

    /// <summary>The name of the workspace in a method that has one.</summary>
    public static string WorkspaceOf(GeneratedMethod method) => Free(method, "workspace");

    /// <summary>The name of the counter that a loop runs on several elements at a time from.</summary>
    public static string LanesStartOf(GeneratedMethod method) => Free(method, "lanesStart");

    /// <summary>The name of the counter that a loop runs on several elements at a time up to.</summary>
    public static string LanesEndOf(GeneratedMethod method) => Free(method, "lanesEnd");

    private static string Free(GeneratedMethod method, string stem)
    {
        HashSet<string> names = Of(method);
        string name = stem;
        for (int number = 2; names.Contains(name); number++) name = stem + number;
        return name;
    }

    private static void Visit(Region region, HashSet<string> names)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case OpaqueOp opaque: AddIdentifiers(opaque.Template, names); break;
                case ThrowOp thrown: AddIdentifiers(thrown.Template, names); break;
                case CallOp { Foreign: { } foreign }: AddIdentifiers(foreign.Target, names); break;
                case CallOp call: names.Add(call.Function); break;
            }
            foreach (Region nested in operation.Regions) Visit(nested, names);
        }
    }

    // A name after a dot is looked up in what stands before it, not among the locals.
    private static void AddIdentifiers(string text, HashSet<string> names)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsNamePart(text[i])) continue;
            int start = i;
            while (i < text.Length && IsNamePart(text[i])) i++;
            if (!char.IsDigit(text[start]) && (start == 0 || text[start - 1] != '.')) names.Add(text.Substring(start, i - start));
        }
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
