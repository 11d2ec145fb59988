using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>A page of the documentation, with its code blocks: <c>```csharp // note</c> to <c>```</c>.</summary>
internal sealed class MarkdownPage
{
    private const string Fence = "```";

    private MarkdownPage(string name)
    {
        Name = name;
        Path = RepositoryRoot.Combine(name.Split('/'));
        Text = File.ReadAllText(Path).Replace("\r\n", "\n", StringComparison.Ordinal);
        Blocks = [.. FindBlocks(Text.Split('\n'))];
    }

    /// <summary>Relative to the root, with slashes.</summary>
    public string Name { get; }

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    public static MarkdownPage Read(string name) => new(name);

    /// <summary>README and everything in docs.</summary>
    public static IEnumerable<string> Names()
    {
        string root = RepositoryRoot.Combine();
        return Directory.EnumerateFiles(RepositoryRoot.Combine("docs"), "*.md", SearchOption.AllDirectories)
            .Append(RepositoryRoot.Combine("README.md"))
            .Select(path => System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<CodeBlock> FindBlocks(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            int start = i;
            string[] info = lines[i][Fence.Length..].Split("//", 2);
            var code = new List<string>();
            for (i++; lines[i] != Fence; i++)
                code.Add(lines[i]);
            yield return new CodeBlock(info[0].Trim(), info.Length > 1 ? info[1].Trim() : "", string.Join('\n', code), start + 1);
        }
    }
}
