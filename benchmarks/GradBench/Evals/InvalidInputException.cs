namespace DiffGen.GradBench.Evals;

/// <summary>A message or an input isn't what the benchmark defines.</summary>
/// <param name="message">What is wrong, where, and what was expected.</param>
internal sealed class InvalidInputException(string message) : Exception(message);
