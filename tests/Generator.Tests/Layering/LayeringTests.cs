using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Layering;

/// <summary>A folder of the generator uses only those below it; Roslyn stays at the edges.</summary>
public sealed partial class LayeringTests
{
    private const string Root = "";

    /// <summary>From top to bottom.</summary>
    private static readonly string[] Layers =
    [
        Root, "Lints", "Lowering", "Forms", "Emission", "Sparsity", "Differentiation", "Transforms", "Derivatives", "Model", "IR", "Diagnostics",
    ];

    private static readonly string[] MayUseRoslyn = [Root, "Lints", "Lowering", "Diagnostics"];

    public static TheoryData<string> Files() => [.. SourceFiles()];

    [Fact]
    public void There_are_files() => Assert.NotEmpty(SourceFiles());

    [Theory, MemberData(nameof(Files))]
    public void Folder_is_a_layer_and_the_namespace_says_so(string file)
    {
        string layer = LayerOf(file);
        Assert.Contains(layer, Layers);
        string text = Read(file);
        string expected = layer == Root ? "DiffGen.Generator" : $"DiffGen.Generator.{layer}";
        string? actual = NamespacePattern().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
        bool polyfill = actual?.StartsWith("System", StringComparison.Ordinal) == true;
        Assert.True(polyfill || actual == expected, $"{file} declares {actual}, not {expected}");
    }

    [Theory, MemberData(nameof(Files))]
    public void Uses_only_the_layers_below(string file)
    {
        int own = Array.IndexOf(Layers, LayerOf(file));
        foreach (string used in Usings(file).Select(UsedLayer).OfType<string>())
        {
            int other = Array.IndexOf(Layers, used);
            Assert.True(other >= own, $"{file} in '{Layers[own]}' uses '{used}', which is above it");
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Only_the_edges_use_Roslyn(string file)
    {
        if (!MayUseRoslyn.Contains(LayerOf(file)))
            Assert.DoesNotContain("Microsoft.CodeAnalysis", Read(file), StringComparison.Ordinal);
    }

    private static IEnumerable<string> SourceFiles()
    {
        string root = RepositoryRoot.Combine("src", "Generator");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static string LayerOf(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : Root;

    private static string Read(string file) => File.ReadAllText(RepositoryRoot.Combine("src", "Generator", file));

    private static IEnumerable<string> Usings(string file) => UsingPattern().Matches(Read(file)).Select(match => match.Groups[1].Value);

    private static string? UsedLayer(string name)
    {
        const string prefix = "DiffGen.Generator.";
        return name.StartsWith(prefix, StringComparison.Ordinal)
            ? Layers.FirstOrDefault(layer => layer == name[prefix.Length..].Split('.')[0])
            : null;
    }

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex UsingPattern();
}
