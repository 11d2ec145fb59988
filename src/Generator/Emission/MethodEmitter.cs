using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Declarations: documentation, attributes, signature, checks; the entry and the kernel of what needs a workspace.</summary>
internal sealed class MethodEmitter(TypeContext context, CallGraph calls, TypeNames types, SourceWriter writer)
{
    private const string GeneratedCode = "[global::System.CodeDom.Compiler.GeneratedCode(\"DiffGen\", \"0.1.0\")]";

    public void Emit(GeneratedMethod method)
    {
        foreach (string text in (IEnumerable<string>)[method.ReturnType, .. method.Parameters.Select(parameter => parameter.Type), .. method.Checks, .. method.Bindings])
            types.Mention(text);
        if (method.Table is { } table) SparseTableEmitter.Emit(table, writer, GeneratedCode);
        Callee callee = calls.Of(method);
        if (!callee.NeedsWorkspace || callee.IsOutOfLine)
        {
            Declare(method, method.Modifiers, method.Name, hasWorkspace: callee.NeedsWorkspace, isDocumented: true);
            EmitBody(method, callee);
            return;
        }
        Declare(method, method.Modifiers, method.Name, hasWorkspace: false, isDocumented: true);
        EmitEntry(method, callee.Name + callee.TypeArguments);
        writer.Blank();
        string modifiers = string.Join(" ", method.Modifiers.Split(' ').Where(word => word is "static" or "readonly" or "unsafe"));
        Declare(method, ("private " + modifiers).TrimEnd(), callee.Name, hasWorkspace: true, isDocumented: false);
        EmitBody(method with { Checks = default }, callee);
    }

    private void Declare(GeneratedMethod method, string modifiers, string name, bool hasWorkspace, bool isDocumented)
    {
        if (isDocumented) Document(method);
        writer.Other(GeneratedCode);
        foreach (string attribute in method.Attributes)
            if (isDocumented) writer.Other($"[{attribute}]");
        var parameters = method.Parameters.Select(parameter => Parameter(parameter, keepsThis: isDocumented)).ToList();
        if (hasWorkspace) parameters.Add($"{TypeNames.Workspace} {ReservedNames.WorkspaceOf(method)}");
        writer.Other($"{modifiers} {method.ReturnType} {name}{method.Generics?.List}({string.Join(", ", parameters)}){method.Generics?.Constraints}".TrimStart());
    }

    private void Document(GeneratedMethod method)
    {
        if (method.Summary.Length == 0) return;
        writer.Other($"/// <summary>{method.Summary}</summary>");
        foreach (string parameter in method.Generics?.Parameters ?? default)
            writer.Other($"/// <typeparam name=\"{parameter.TrimStart('@')}\">As in the method itself.</typeparam>");
        foreach (GeneratedParameter parameter in method.Parameters)
            if (parameter.Documentation.Length > 0)
                writer.Other($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{parameter.Documentation}</param>");
    }

    private string Parameter(GeneratedParameter parameter, bool keepsThis)
    {
        string modifier = string.Join(" ", parameter.Modifier.Split(' ').Where(word => keepsThis || word != "this"));
        string type = parameter.Type.StartsWith("Span<", System.StringComparison.Ordinal) || parameter.Type.StartsWith("ReadOnlySpan<", System.StringComparison.Ordinal)
            ? types.System(parameter.Type)
            : parameter.Type;
        return modifier.Length > 0 ? $"{modifier} {type} {parameter.Name}" : $"{type} {parameter.Name}";
    }

    private static string Argument(GeneratedParameter parameter)
    {
        string[] words = parameter.Modifier.Split(' ');
        if (words.Contains("out")) return "out " + parameter.Name;
        if (words.Contains("in") || words.Contains("readonly")) return "in " + parameter.Name;
        return words.Contains("ref") ? "ref " + parameter.Name : parameter.Name;
    }

    private void EmitEntry(GeneratedMethod method, string kernel)
    {
        writer.Open();
        EmitChecks(method);
        string workspace = ReservedNames.WorkspaceOf(method);
        writer.Other($"using var {workspace} = {TypeNames.Workspace}.Rent();");
        string arguments = string.Join(", ", method.Parameters.Select(Argument).Append(workspace));
        writer.Statement($"{(method.ReturnType == "void" ? "" : "return ")}{kernel}({arguments});");
        writer.Close();
    }

    /// <summary>An <c>out</c> parameter whose place is checked or used has a value first.</summary>
    private void EmitChecks(GeneratedMethod method)
    {
        foreach (GeneratedParameter parameter in method.Parameters.Where(parameter => parameter.Modifier == "out" && method.Checks.Concat(method.Bindings).Any(text => text.Contains($"(ref {parameter.Name})"))))
            writer.Statement($"{parameter.Name} = default;");
        foreach (string check in method.Checks) writer.Statement(check);
    }

    private void EmitBody(GeneratedMethod method, Callee callee)
    {
        writer.Open();
        EmitChecks(method);
        if (context.ProjectIsChecked) writer.Open("unchecked");
        PrintPlan plan = PrintPlan.Create(method, callee.IsOutOfLine);
        var expressions = new ExpressionEmitter(plan, types, calls.Callees);
        new FunctionEmitter(plan, method, writer, types, expressions, context.SkipsLocalsInit).Emit();
        if (context.ProjectIsChecked) writer.Close();
        writer.Close();
    }
}
