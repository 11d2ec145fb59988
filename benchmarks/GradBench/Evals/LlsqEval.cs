using System.Text.Json;
using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary><c>llsq</c>: least squares with a polynomial.</summary>
/// <param name="input">The coefficients <c>x</c> and the number of points <c>n</c>, at least 2.</param>
internal sealed class LlsqEval(JsonElement input) : IEval
{
    private readonly double[] _x = input.Vector("x");
    private readonly int _n = input.Integer("n", 2);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["primal"] = Primal, ["gradient"] = Gradient };

    private Computation Primal()
    {
        double value = 0;
        return new Computation(() => value = Llsq.Loss(_x, _n), writer => writer.WriteNumber(value));
    }

    private Computation Gradient()
    {
        var dX = new double[_x.Length];
        return new Computation(() => Llsq.LossGradient(_x, _n, dX), writer => writer.WriteVector(dX));
    }
}
