using DiffGen.Generator.Emission;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Prints functions as methods of a class, and compiles what was printed.</summary>
internal static class Emitted
{
    public static readonly ResultSink Return = new(SinkKind.Return, "");
    public static readonly TypeContext Context = new("Sample", ["public static partial class Program"], QualifySystem: false);

    public static ResultSink Assign(string target) => new(SinkKind.Assign, target);

    public static ResultSink Accumulate(string target) => new(SinkKind.Accumulate, target);

    /// <param name="function">The body; its parameters are the first ones of the method.</param>
    /// <param name="parameters">As in C#, separated by semicolons.</param>
    /// <param name="returnType">As in C#.</param>
    /// <param name="sinks">One per yield.</param>
    public static GeneratedMethod Method(Function function, string parameters, string returnType, params ResultSink[] sinks)
    {
        GeneratedParameter[] declared = [.. parameters.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
        return new GeneratedMethod(
            "", default, "public static", returnType, function.Name, [.. declared], default,
            [.. declared.Take(function.Parameters.Count).Select(parameter => parameter.Name)], [.. sinks], function);
    }

    public static string File(params GeneratedMethod[] methods) => FileEmitter.Emit("Program.g.cs", Context, methods).Text;

    /// <summary>The statements of a method, without their common indent; checks that the file compiles without a warning.</summary>
    public static string Body(GeneratedMethod method)
    {
        string text = File(method);
        Compile(text).Dispose();
        return Statements(text, method.Name);
    }

    public static string Statements(string text, string name)
    {
        List<string> lines = [.. text.Split('\n')];
        int header = lines.FindLastIndex(line => line.Contains($" {name}(", StringComparison.Ordinal) && line.StartsWith("    p", StringComparison.Ordinal));
        int end = lines.FindIndex(header, line => line == "    }");
        return string.Join("\n", lines[(header + 2)..end].Select(line => line.Length > 8 ? line[8..] : line));
    }

    /// <summary>The file in an assembly: no unsafe code, no warnings.</summary>
    public static LoadedAssembly Compile(params string[] texts)
    {
        CSharpCompilation compilation = TestCompilation.Create([.. texts.Select((text, i) => new SourceFile($"Program{i}.g.cs", text))]);
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(false));
        Diagnostic[] diagnostics =
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not "CS1591"),
        ];
        Assert.True(diagnostics.Length == 0, string.Join("\n", diagnostics.Take(5)) + "\n" + string.Join("\n", texts));
        return new LoadedAssembly(compilation);
    }

    private static GeneratedParameter Parse(string parameter)
    {
        string[] words = parameter.Split(' ');
        return new GeneratedParameter(string.Join(' ', words[..^2]), words[^2], words[^1], "");
    }
}
