using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>Why a method gets no derivative: a DG rule and the arguments of its message.</summary>
internal sealed record Refusal(string Id, EquatableArray<string> Arguments);
