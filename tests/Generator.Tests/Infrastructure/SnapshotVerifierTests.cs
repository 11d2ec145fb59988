using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>The verifier's file format and its refusals, on a generator of three lines.</summary>
public sealed class SnapshotVerifierTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("diffgen-snapshots").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Accepts_and_then_agrees()
    {
        SnapshotVerifier.Verify(Result("A.g.cs", "class A;\n"), _directory, "C.M", accept: true);
        SnapshotVerifier.Verify(Result("A.g.cs", "class A;\n"), _directory, "C.M", accept: false);
        byte[] bytes = File.ReadAllBytes(Path.Combine(_directory, "C.M#A.g.verified.cs"));
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "//HintName: A.g.cs\nclass A;\n"u8], bytes);
    }

    [Fact]
    public void Adds_no_newline()
    {
        SnapshotVerifier.Verify(Result("A.g.cs", "class A;"), _directory, "C.M", accept: true);
        Assert.EndsWith("class A;", File.ReadAllText(Path.Combine(_directory, "C.M#A.g.verified.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Difference_fails_and_leaves_the_received_file()
    {
        SnapshotVerifier.Verify(Result("A.g.cs", "class A;\n"), _directory, "C.M", accept: true);
        Exception error = Assert.ThrowsAny<Exception>(
            () => SnapshotVerifier.Verify(Result("A.g.cs", "class B;\n"), _directory, "C.M", accept: false));
        Assert.Contains("- class A;\n+ class B;", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_directory, "C.M#A.g.received.cs")));
        SnapshotVerifier.Verify(Result("A.g.cs", "class A;\n"), _directory, "C.M", accept: false);
        Assert.False(File.Exists(Path.Combine(_directory, "C.M#A.g.received.cs")));
    }

    [Fact]
    public void New_file_fails() => Assert.ThrowsAny<Exception>(
        () => SnapshotVerifier.Verify(Result("A.g.cs", "class A;\n"), _directory, "C.M", accept: false));

    [Fact]
    public void Stale_file_fails_and_accepting_deletes_it()
    {
        SnapshotVerifier.Verify(Result("A.g.cs", ""), _directory, "C.M", accept: true);
        SnapshotVerifier.Verify(Result("A.g.cs", ""), _directory, "C.Other", accept: true);
        Assert.ThrowsAny<Exception>(() => SnapshotVerifier.Verify(Result("B.g.cs", ""), _directory, "C.M", accept: false));
        SnapshotVerifier.Verify(Result("B.g.cs", ""), _directory, "C.M", accept: true);
        Assert.False(File.Exists(Path.Combine(_directory, "C.M#A.g.verified.cs")));
        Assert.True(File.Exists(Path.Combine(_directory, "C.Other#A.g.verified.cs")));
    }

    [Fact]
    public void Name_of_a_method_that_begins_alike_is_not_stale()
    {
        SnapshotVerifier.Verify(Result("A.g.cs", ""), _directory, "C.Method", accept: true);
        SnapshotVerifier.Verify(Result("A.g.cs", ""), _directory, "C.M", accept: true);
        Assert.True(File.Exists(Path.Combine(_directory, "C.Method#A.g.verified.cs")));
    }

    [Fact]
    public void Illegal_characters_of_a_hint_become_dashes()
    {
        SnapshotTarget target = Assert.Single(SnapshotTarget.Of(Result("N.C{T}(a,b).g.cs", ""), "C.M"));
        Assert.Equal("C.M#N.C{T}(a,b).g.verified.cs", target.VerifiedName);
        Assert.Equal("a-b-c---d-", SnapshotTarget.Legal("a:b<c>?\td\""));
    }

    private static GeneratorRunResult Result(string hint, string text) => FixedGenerator.Run(hint, text);
}
