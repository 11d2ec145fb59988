using System.Text.Json;

namespace DiffGen.GradBench.Evals;

/// <summary><c>ba</c>: bundle adjustment.</summary>
/// <remarks>
/// The benchmark gives one camera, point, weight and feature, to be repeated; only the beginning and the end of a result are put out. All of it is
/// computed.
/// </remarks>
internal sealed class BaEval : IEval
{
    private const int Shown = 2 * BaProblem.RowLength;

    private readonly BaProblem _problem;

    /// <summary>Reads an input.</summary>
    /// <param name="input">The numbers <c>n</c> of cameras, <c>m</c> of points and <c>p</c> of observations; a camera <c>cam</c>, a point <c>x</c>,
    /// a weight <c>w</c> and a feature <c>feat</c>.</param>
    /// <exception cref="InvalidInputException">It isn't that.</exception>
    public BaEval(JsonElement input)
    {
        int cameras = input.Integer("n", 1, Array.MaxLength / BaProblem.CameraLength);
        int points = input.Integer("m", 1, Array.MaxLength / BaProblem.PointLength);
        int observations = input.Integer("p", 1, BaProblem.MaxCount);
        _problem = new BaProblem
        {
            Cameras = Repeated(input.Vector("cam", BaProblem.CameraLength), cameras),
            Points = Repeated(input.Vector("x", BaProblem.PointLength), points),
            Weights = Repeated([input.Number("w")], observations),
            Features = Repeated(input.Vector("feat", 2), observations),
            CameraOf = Cyclic(observations, cameras),
            PointOf = Cyclic(observations, points),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Func<Computation>> Functions
        => new Dictionary<string, Func<Computation>> { ["objective"] = Objective, ["jacobian"] = Jacobian };

    private Computation Objective()
    {
        double[] reprojection = new double[2 * _problem.Count], weight = new double[_problem.Count];
        return new Computation(
            () => _problem.Errors(reprojection, weight),
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("reproj_error");
                writer.WritePropertyName("elements");
                writer.WriteVector(reprojection.AsSpan(0, 2));
                writer.WriteNumber("repeated", _problem.Count);
                writer.WriteEndObject();
                writer.WriteStartObject("w_err");
                writer.WritePropertyName("element");
                writer.WriteNumber(weight[0]);
                writer.WriteNumber("repeated", _problem.Count);
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
    }

    private Computation Jacobian()
    {
        SparseMatrix jacobian = _problem.NewJacobian();
        return new Computation(
            () => _problem.Jacobian(jacobian),
            writer =>
            {
                writer.WriteStartObject();
                WriteEnds(writer, "rows", jacobian.RowStarts);
                WriteEnds(writer, "cols", jacobian.Columns);
                writer.WritePropertyName("vals");
                writer.WriteVector(Ends<double>(jacobian.Values));
                writer.WriteEndObject();
            });
    }

    private static void WriteEnds(Utf8JsonWriter writer, string name, int[] values)
    {
        writer.WriteStartArray(name);
        foreach (int value in Ends<int>(values))
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    private static T[] Ends<T>(ReadOnlySpan<T> values) => [.. values[..Math.Min(Shown, values.Length - 1)], values[^1]];

    private static double[] Repeated(double[] values, int times)
    {
        var all = new double[values.Length * times];
        for (int i = 0; i < all.Length; i += values.Length)
            values.CopyTo(all, i);
        return all;
    }

    private static int[] Cyclic(int count, int period)
    {
        var indices = new int[count];
        for (int i = 0; i < count; i++)
            indices[i] = i % period;
        return indices;
    }
}
