using System.Text;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>What stands in a sample's folder Generated is what the generator makes of the sample now.</summary>
public sealed class SampleGeneratedTests
{
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static TheoryData<string> Samples() =>
        [.. Directory.EnumerateFiles(RepositoryRoot.Combine("samples"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetFileName(Path.GetDirectoryName(project)!))
            .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Samples))]
    public void Is_up_to_date(string sample)
    {
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of([.. Sources(sample)]));
        Assert.Empty(DocCompilation.Errors(run));
        Dictionary<string, string> expected = run.Sources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        string folder = RepositoryRoot.Combine("samples", sample, "Generated");
        if (SnapshotVerifier.AcceptRequested())
            Write(folder, expected);

        Dictionary<string, string> actual = Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, string text) in expected)
            Assert.True(text == actual[name].Replace("\r\n", "\n", StringComparison.Ordinal), $"samples/{sample}/Generated/{name} is stale: build samples/{sample}");
    }

    private static IEnumerable<SourceFile> Sources(string sample)
    {
        string folder = RepositoryRoot.Combine("samples", sample);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => path.Split('/')[0] is not ("Generated" or "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(folder, path))));
    }

    // As the compiler writes them: with a byte order mark.
    private static void Write(string folder, Dictionary<string, string> files)
    {
        Directory.CreateDirectory(folder);
        foreach (string stale in Directory.EnumerateFiles(folder).Where(path => !files.ContainsKey(Path.GetFileName(path))).ToList())
            File.Delete(stale);
        foreach ((string name, string text) in files)
            File.WriteAllText(Path.Combine(folder, name), text, Utf8WithMark);
    }
}
