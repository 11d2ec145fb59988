using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>A page that a test writes as a whole: compared, or written where that is asked for.</summary>
internal static class GeneratedPage
{
    public static void Check(string name, string expected)
    {
        string path = RepositoryRoot.Combine(name.Split('/'));
        if (SnapshotVerifier.AcceptRequested()) File.WriteAllText(path, expected);
        string actual = File.Exists(path) ? File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
        Assert.True(
            expected == actual,
            $"{name} is stale; to bring it up to date: {SnapshotVerifier.AcceptVariable}=1 dotnet test tests/Generator.Tests -c Release --filter FullyQualifiedName~.Docs.\n\n{expected}");
    }
}
