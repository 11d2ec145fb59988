using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>A function under minimization, with a budget of evaluations.</summary>
internal sealed class Objective(GradientFunction<double> function, int maxEvaluations)
{
    /// <summary>The number of evaluations made.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Whether no evaluation is left.</summary>
    public bool Exhausted => Evaluations >= maxEvaluations;

    /// <summary>Evaluates the function at a point.</summary>
    /// <param name="point">Has the position; receives value and gradient.</param>
    public void Evaluate(SearchPoint point)
    {
        Evaluations++;
        point.Value = function(point.X, point.Gradient);
        point.IsFinite = double.IsFinite(point.Value) && Finite.All<double>(point.Gradient);
    }
}
