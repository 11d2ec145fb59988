namespace DiffGen.Tests.Conformance;

/// <summary>A point of the published table with its value and gradient.</summary>
internal sealed record ConformanceCase(double[] At, double Value, double[] Gradient);
