using System.Text.Json;
using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary><c>lstm</c>: the loss of a network that predicts the next character.</summary>
internal sealed class LstmEval : IEval
{
    private readonly int _b;
    private readonly double[] _parameters, _extra, _state, _sequence;

    /// <summary>Reads an input.</summary>
    /// <param name="input"><c>main_params</c>, two rows of 4b numbers a layer; <c>extra_params</c>, three rows of b; <c>state</c>, two rows of b
    /// a layer; <c>sequence</c>, a row of b a character, at least two.</param>
    /// <exception cref="InvalidInputException">It isn't that.</exception>
    public LstmEval(JsonElement input)
    {
        Matrix parameters = input.Matrix("main_params");
        if (parameters.Rows % 2 != 0 || parameters.Columns % 4 != 0 || parameters.Values.Length == 0)
            throw new InvalidInputException($"'main_params' must be 2l × 4b, not {parameters.Rows} × {parameters.Columns}");
        _b = parameters.Columns / 4;
        _parameters = parameters.Values;
        _extra = input.Matrix("extra_params", 3, _b);
        _state = input.Matrix("state", parameters.Rows, _b);
        Matrix sequence = input.Matrix("sequence");
        if (sequence.Rows < 2 || sequence.Columns != _b)
            throw new InvalidInputException($"'sequence' must have at least 2 rows of {_b} elements, not {sequence.Rows} of {sequence.Columns}");
        _sequence = sequence.Values;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["objective"] = Objective, ["jacobian"] = Jacobian };

    private Computation Objective()
    {
        double value = 0;
        return new Computation(() => value = Lstm.Loss(_parameters, _extra, _state, _sequence, _b), writer => writer.WriteNumber(value));
    }

    private Computation Jacobian()
    {
        var gradient = new double[_parameters.Length + _extra.Length];
        return new Computation(
            () => Lstm.LossGradient(
                _parameters, _extra, _state, _sequence, _b, gradient.AsSpan(0, _parameters.Length), gradient.AsSpan(_parameters.Length)),
            writer => writer.WriteVector(gradient));
    }
}
