namespace DiffGen.Tests.Floats;

/// <summary>A program of the table in single precision.</summary>
internal sealed record FloatProgram(string Id, Func<float[], float> Primal, Func<float[], float[], float> Gradient);
