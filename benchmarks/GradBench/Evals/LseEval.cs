using System.Text.Json;
using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary><c>lse</c>: the logarithm of a sum of exponentials.</summary>
internal sealed class LseEval : IEval
{
    private readonly double[] _x;

    /// <summary>Reads an input.</summary>
    /// <param name="input">The exponents <c>x</c>, at least one.</param>
    /// <exception cref="InvalidInputException">It isn't that.</exception>
    public LseEval(JsonElement input)
    {
        _x = input.Vector("x");
        if (_x.Length == 0)
            throw new InvalidInputException("'x' must have an element");
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["primal"] = Primal, ["gradient"] = Gradient };

    private Computation Primal()
    {
        double value = 0;
        return new Computation(() => value = Lse.LogSumExp(_x), writer => writer.WriteNumber(value));
    }

    private Computation Gradient()
    {
        var dX = new double[_x.Length];
        return new Computation(() => Lse.LogSumExpGradient(_x, dX), writer => writer.WriteVector(dX));
    }
}
