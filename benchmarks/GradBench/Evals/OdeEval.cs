using System.Text.Json;
using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary><c>ode</c>: a chain of differential equations; the gradient is that of the last component of the solution.</summary>
internal sealed class OdeEval : IEval
{
    private readonly double[] _x;
    private readonly int _steps;

    /// <summary>Reads an input.</summary>
    /// <param name="input">The coefficients <c>x</c>, at least one, and the number of steps <c>s</c>.</param>
    /// <exception cref="InvalidInputException">It isn't that.</exception>
    public OdeEval(JsonElement input)
    {
        _x = input.Vector("x");
        _steps = input.Integer("s", 1);
        if (_x.Length == 0)
            throw new InvalidInputException("'x' must have an element");
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["primal"] = Primal, ["gradient"] = Gradient };

    private Computation Primal()
    {
        var y = new double[_x.Length];
        return new Computation(() => Ode.Solve(_x, _steps, y), writer => writer.WriteVector(y));
    }

    private Computation Gradient()
    {
        var dX = new double[_x.Length];
        return new Computation(() => Ode.LastGradient(_x, _steps, dX), writer => writer.WriteVector(dX));
    }
}
