using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>One file of a snapshot.</summary>
/// <param name="Name">Without state and extension: <c>Class.Method#Hint.g</c>.</param>
/// <param name="Extension">cs for generated code, txt for diagnostics.</param>
/// <param name="Text">The content, with line feeds.</param>
internal sealed record SnapshotTarget(string Name, string Extension, string Text)
{
    /// <summary>Those that Verify replaces on every system, not those of the system at hand.</summary>
    private static readonly HashSet<char> IllegalInNames =
        ['"', '\\', '<', '>', '|', ':', '*', '?', '/', .. Enumerable.Range(0, 32).Select(code => (char)code)];

    public string VerifiedName => $"{Name}.verified.{Extension}";

    public string ReceivedName => $"{Name}.received.{Extension}";

    public static List<SnapshotTarget> Of(GeneratorRunResult result, string prefix)
    {
        List<SnapshotTarget> targets =
            [.. result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal).Select(source => Of(source, prefix))];
        if (!result.Diagnostics.IsEmpty)
            targets.Add(new SnapshotTarget(prefix, "txt", DiagnosticText.Of(result.Diagnostics)));
        return targets;
    }

    public static string Legal(string name) => string.Concat(name.Select(c => IllegalInNames.Contains(c) ? '-' : c));

    private static SnapshotTarget Of(GeneratedSourceResult source, string prefix) => new(
        $"{prefix}#{Legal(Path.GetFileNameWithoutExtension(source.HintName))}",
        "cs",
        $"//HintName: {source.HintName}\n{source.SourceText}".Replace("\r\n", "\n", StringComparison.Ordinal));
}
