using System.Text.Json;
using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary><c>gmm</c>: the log posterior of a Gaussian mixture.</summary>
internal sealed class GmmEval : IEval
{
    private readonly int _d, _k, _m;
    private readonly double _gamma;
    private readonly double[] _alpha, _mu, _q, _l, _x;

    /// <summary>Reads an input.</summary>
    /// <param name="input">The sizes <c>d</c>, <c>k</c>, <c>n</c>; <c>alpha</c>, <c>mu</c>, <c>q</c>, <c>l</c>; the points <c>x</c>; the prior's
    /// <c>m</c> and <c>gamma</c>.</param>
    /// <exception cref="InvalidInputException">It isn't that.</exception>
    public GmmEval(JsonElement input)
    {
        _d = input.Integer("d", 1);
        _k = input.Integer("k", 1);
        _m = input.Integer("m", 0);
        _gamma = input.Number("gamma");
        if (_gamma <= 0)
            throw new InvalidInputException($"'gamma' must be positive, not {_gamma}");
        _alpha = input.Vector("alpha", _k);
        _mu = input.Matrix("mu", _k, _d);
        _q = input.Matrix("q", _k, _d);
        _l = input.Matrix("l", _k, checked(_d * (_d - 1) / 2));
        _x = input.Matrix("x", input.Integer("n", 1), _d);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["objective"] = Objective, ["jacobian"] = Jacobian };

    private Computation Objective()
    {
        double value = 0;
        return new Computation(() => value = Gmm.Objective(_alpha, _mu, _q, _l, _x, _d, _gamma, _m), writer => writer.WriteNumber(value));
    }

    private Computation Jacobian()
    {
        double[] dAlpha = new double[_k], dMu = new double[_mu.Length], dQ = new double[_q.Length], dL = new double[_l.Length];
        return new Computation(
            () => Gmm.ObjectiveGradient(_alpha, _mu, _q, _l, _x, _d, _gamma, _m, dAlpha, dMu, dQ, dL),
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("alpha");
                writer.WriteVector(dAlpha);
                writer.WritePropertyName("mu");
                writer.WriteMatrix(dMu, _k);
                writer.WritePropertyName("q");
                writer.WriteMatrix(dQ, _k);
                writer.WritePropertyName("l");
                writer.WriteMatrix(dL, _k);
                writer.WriteEndObject();
            });
    }
}
