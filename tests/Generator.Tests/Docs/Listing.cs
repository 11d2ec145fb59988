namespace DiffGen.Generator.Tests.Docs;

/// <summary>A part of a page that a test produces.</summary>
/// <param name="Name">As in its mark.</param>
/// <param name="Language">Of the code block.</param>
/// <param name="Text">The code.</param>
internal sealed record Listing(string Name, string Language, string Text);
