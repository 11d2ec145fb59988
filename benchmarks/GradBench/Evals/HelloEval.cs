using System.Text.Json;
using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary><c>hello</c>: x², and its derivative, which the benchmark calls <c>double</c>.</summary>
/// <param name="input">A number.</param>
internal sealed class HelloEval(JsonElement input) : IEval
{
    private readonly double _x = JsonInput.Finite(input, "input");

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["square"] = Square, ["double"] = Double };

    private Computation Square()
    {
        double value = 0;
        return new Computation(() => value = Hello.Square(_x), writer => writer.WriteNumber(value));
    }

    private Computation Double()
    {
        double derivative = 0;
        return new Computation(() => Hello.SquareGradient(_x, out derivative), writer => writer.WriteNumber(derivative));
    }
}
