namespace DiffGen.Generator.Emission;

/// <summary>What a call of a method prints.</summary>
/// <param name="Name">The C# method; the kernel where there is one.</param>
/// <param name="NeedsWorkspace">Whether it takes a workspace as its last argument.</param>
/// <param name="IsOutOfLine">Whether only other methods of the file call it.</param>
/// <param name="TypeArguments">Those of a generic method, in angle brackets; else empty.</param>
internal sealed record Callee(string Name, bool NeedsWorkspace, bool IsOutOfLine, string TypeArguments = "");
