namespace DiffGen.Tests.Optimizers.References;

/// <summary>A step of a published algorithm, in decimal arithmetic.</summary>
/// <param name="p">The parameters, changed in place.</param>
/// <param name="g">The gradient.</param>
/// <param name="t">The number of the step, from 1.</param>
internal delegate void Reference(decimal[] p, decimal[] g, int t);
