namespace DiffGen.GradBench.Evals;

/// <summary>A matrix, row by row.</summary>
/// <param name="Values">The rows, one after the other.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
internal readonly record struct Matrix(double[] Values, int Rows, int Columns);
