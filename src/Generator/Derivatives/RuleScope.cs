using DiffGen.Generator.IR;

namespace DiffGen.Generator.Derivatives;

/// <summary>Where a rule emits.</summary>
/// <param name="Builder">Receives the operations.</param>
/// <param name="Kind">The floating type of the derivative; literals of a rule take it.</param>
internal sealed record RuleScope(IrBuilder Builder, ScalarKind Kind);
