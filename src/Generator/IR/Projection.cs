namespace DiffGen.Generator.IR;

/// <summary>How the elements of a buffer stand in a span of structs, where <c>{0}</c> is an element of the span.</summary>
/// <param name="Type">The struct's C# type, fully qualified.</param>
/// <param name="Read">The field as a value: <c>{0}.Position.X</c>.</param>
/// <param name="Write">The field as a place.</param>
internal sealed record Projection(string Type, string Read, string Write);
