namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>A source file of a test compilation.</summary>
internal sealed record SourceFile(string Path, string Text);
