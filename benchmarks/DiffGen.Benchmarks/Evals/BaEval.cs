using DiffGen.GradBench.Objectives;

namespace DiffGen.Benchmarks.Evals;

/// <summary>Bundle adjustment: the benchmark's first problem, one camera, point and weight repeated in memory.</summary>
internal static class BaEval
{
    private const int Cameras = 49, Points = 7776, Observations = 31_843;

    private static readonly double[] Camera =
        [-0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.51887, 0.087812, 0.002739];

    private static readonly double[] Point = [7.203245, 0.001144, 3.023326];

    private static readonly double[] Feature = [271.760969, 834.209256];

    private delegate void ObjectiveC(
        int cameras, int points, int observations, double[] cameraData, double[] pointData, double[] weights, double[] features,
        double[] errors, double[] weightErrors);

    private delegate void JacobianC(
        int cameras, int points, int observations, double[] cameraData, double[] pointData, double[] weights, double[] features,
        double[] errors, double[] values);

    private delegate void StructureC(int cameras, int points, int observations, int[] rowStarts, int[] columns);

    /// <param name="compiler">Makes the sides in C.</param>
    /// <param name="isWhole">Whether the matrix' structure is made with each run, as in the benchmark, or once.</param>
    public static Workload Create(CCompiler? compiler, bool isWhole)
    {
        double[] cameras = Repeated(Camera, Cameras), points = Repeated(Point, Points), weights = Repeated([0.417022], Observations);
        double[] features = Repeated(Feature, Observations), errors = new double[2 * Observations], weightErrors = new double[Observations];
        BaMatrix hand = new(Cameras, Points, Observations), generated = new(Cameras, Points, Observations), inC = new(Cameras, Points, Observations);
        ObjectiveC? objective = compiler?.Library("ba").Function<ObjectiveC>("ba_objective");
        JacobianC? jacobian = compiler?.Library("ba").Function<JacobianC>("ba_jacobian");
        StructureC? structure = compiler?.Library("ba").Function<StructureC>("ba_structure");
        return new Workload(
            "ba", isWhole ? "49 cameras" : "49 cameras, structure kept", Primal, HandWritten, Generated,
            () => EvalData.Difference([hand.Values], [generated.Values]))
        {
            PlainC = objective is null ? null : () =>
            {
                objective(Cameras, Points, Observations, cameras, points, weights, features, errors, weightErrors);
                return errors[^1];
            },
            GradientC = jacobian is null || structure is null ? null : () =>
            {
                if (isWhole) structure(Cameras, Points, Observations, inC.RowStarts, inC.ColumnIndices);
                jacobian(Cameras, Points, Observations, cameras, points, weights, features, errors, inC.Values);
                return inC.Values[^1];
            },
            DifferenceC = jacobian is null ? null : () => EvalData.Difference([inC.Values], [generated.Values]),
        };

        double Primal()
        {
            for (int i = 0; i < weights.Length; i++)
            {
                Ba.Reprojection(
                    cameras.AsSpan(i % Cameras * BaMatrix.Camera, BaMatrix.Camera), points.AsSpan(i % Points * BaMatrix.Point, BaMatrix.Point), weights[i],
                    features.AsSpan(2 * i, 2), errors.AsSpan(2 * i, 2));
                weightErrors[i] = Ba.WeightError(weights[i]);
            }
            return errors[^1];
        }

        double HandWritten()
        {
            if (isWhole) hand.Build();
            for (int i = 0; i < weights.Length; i++)
            {
                Benchmarks.HandWritten.Ba.Jacobian(
                    cameras.AsSpan(i % Cameras * BaMatrix.Camera, BaMatrix.Camera), points.AsSpan(i % Points * BaMatrix.Point, BaMatrix.Point), weights[i],
                    features.AsSpan(2 * i, 2), errors.AsSpan(2 * i, 2), hand.Rows(i));
                hand.SetWeight(i, -2 * weights[i]);
            }
            return hand.Values[^1];
        }

        double Generated()
        {
            if (isWhole) generated.Build();
            for (int i = 0; i < weights.Length; i++)
            {
                Ba.ReprojectionJacobian(
                    cameras.AsSpan(i % Cameras * BaMatrix.Camera, BaMatrix.Camera), points.AsSpan(i % Points * BaMatrix.Point, BaMatrix.Point), weights[i],
                    features.AsSpan(2 * i, 2), errors.AsSpan(2 * i, 2), generated.Rows(i));
                Ba.WeightErrorGradient(weights[i], out double derivative);
                generated.SetWeight(i, derivative);
            }
            return generated.Values[^1];
        }
    }

    private static double[] Repeated(double[] values, int count)
    {
        double[] all = new double[values.Length * count];
        for (int i = 0; i < all.Length; i++) all[i] = values[i % values.Length];
        return all;
    }
}
