using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>A function under minimization, whose evaluations are counted.</summary>
internal sealed class Objective(GradientFunction<double> function, MinimizationRun run)
{
    /// <summary>Whether no evaluation may be made any more; <see cref="MinimizationRun.Interruption"/> says why.</summary>
    public bool Exhausted => run.Interruption is not null;

    /// <summary>Evaluates the function at a point.</summary>
    /// <param name="point">Has the position; receives value and gradient.</param>
    public void Evaluate(SearchPoint point)
    {
        run.CountEvaluation();
        point.Value = function(point.X, point.Gradient);
        point.IsFinite = double.IsFinite(point.Value) && Finite.All<double>(point.Gradient);
    }
}
