namespace DiffGen.Generator.Tests.Docs;

/// <summary>A fenced code block of a page.</summary>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Note">What follows it, without the comment marks: how a test treats the block.</param>
/// <param name="Text">The code, without the fences.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
internal sealed record CodeBlock(string Language, string Note, string Text, int Line);
