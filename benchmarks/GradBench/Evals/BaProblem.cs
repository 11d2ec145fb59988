using DiffGen.GradBench.Objectives;

namespace DiffGen.GradBench.Evals;

/// <summary>A whole problem of bundle adjustment: cameras, points, and which camera saw which point where.</summary>
/// <remarks>
/// Variables are the cameras, the points, then the weights; errors are two per observation, then one per weight. So the Jacobian has two rows of
/// 15 elements per observation, then a row of one element per weight.
/// </remarks>
internal sealed class BaProblem
{
    /// <summary>The numbers of a camera, those of a point, and the elements of a row of an observation.</summary>
    public const int CameraLength = 11, PointLength = 3, RowLength = CameraLength + PointLength + 1;

    /// <summary>The largest number of observations whose Jacobian fits into arrays.</summary>
    public static int MaxCount => Array.MaxLength / (2 * RowLength + 1);

    /// <summary>The cameras, 11 numbers each.</summary>
    public required double[] Cameras { get; init; }

    /// <summary>The points, 3 numbers each.</summary>
    public required double[] Points { get; init; }

    /// <summary>The weight of each observation.</summary>
    public required double[] Weights { get; init; }

    /// <summary>Where each observation saw its point, 2 numbers each.</summary>
    public required double[] Features { get; init; }

    /// <summary>The camera of each observation.</summary>
    public required int[] CameraOf { get; init; }

    /// <summary>The point of each observation.</summary>
    public required int[] PointOf { get; init; }

    /// <summary>The number of observations.</summary>
    public int Count => Weights.Length;

    /// <summary>All errors.</summary>
    /// <param name="reprojection">Receives two per observation.</param>
    /// <param name="weight">Receives one per weight.</param>
    public void Errors(Span<double> reprojection, Span<double> weight)
    {
        for (int i = 0; i < Count; i++)
            Ba.Reprojection(Camera(i), Point(i), Weights[i], Features.AsSpan(2 * i, 2), reprojection.Slice(2 * i, 2));
        for (int i = 0; i < Count; i++)
            weight[i] = Ba.WeightError(Weights[i]);
    }

    /// <summary>A matrix with room for the Jacobian.</summary>
    public SparseMatrix NewJacobian() => new(3 * Count, (2 * RowLength + 1) * Count);

    /// <summary>The Jacobian of all errors, structure and elements.</summary>
    /// <param name="jacobian">Receives it; made by <see cref="NewJacobian"/>.</param>
    public void Jacobian(SparseMatrix jacobian)
    {
        const int block = 2 * RowLength;
        int firstWeight = Cameras.Length + Points.Length;
        int[] starts = jacobian.RowStarts;
        Span<double> errors = stackalloc double[2];
        for (int i = 0; i < Count; i++)
        {
            // The generated Jacobian of an observation is its two rows as they stand in the matrix.
            Ba.ReprojectionJacobian(
                Camera(i), Point(i), Weights[i], Features.AsSpan(2 * i, 2), errors, jacobian.Values.AsSpan(block * i, block));
            FillColumns(jacobian.Columns.AsSpan(block * i, block), CameraOf[i], PointOf[i], firstWeight + i);
            starts[2 * i] = block * i;
            starts[2 * i + 1] = block * i + RowLength;
        }

        int tail = block * Count;
        for (int i = 0; i < Count; i++)
        {
            Ba.WeightErrorGradient(Weights[i], out jacobian.Values[tail + i]);
            jacobian.Columns[tail + i] = firstWeight + i;
            starts[2 * Count + i] = tail + i;
        }

        starts[^1] = tail + Count;
    }

    private ReadOnlySpan<double> Camera(int observation) => Cameras.AsSpan(CameraLength * CameraOf[observation], CameraLength);

    private ReadOnlySpan<double> Point(int observation) => Points.AsSpan(PointLength * PointOf[observation], PointLength);

    private void FillColumns(Span<int> columns, int camera, int point, int weight)
    {
        Span<int> row = columns[..RowLength];
        int column = CameraLength * camera;
        for (int j = 0; j < CameraLength; j++)
            row[j] = column + j;
        column = Cameras.Length + PointLength * point;
        for (int j = 0; j < PointLength; j++)
            row[CameraLength + j] = column + j;
        row[^1] = weight;
        row.CopyTo(columns[RowLength..]);
    }
}
