namespace DiffGen.Benchmarks.Evals;

/// <summary>
/// The Jacobian of bundle adjustment in compressed rows: two rows of 15 elements per observation (camera, point, weight), then a row of one per weight.
/// </summary>
internal sealed class BaMatrix
{
    public const int Camera = 11, Point = 3, Columns = Camera + Point + 1;

    private readonly int _cameras, _points, _observations;
    public BaMatrix(int cameras, int points, int observations)
    {
        (_cameras, _points, _observations) = (cameras, points, observations);
        int count = 2 * Columns * observations + observations;
        (RowStarts, ColumnIndices, Values) = (new int[3 * observations + 1], new int[count], new double[count]);
        Build();
    }

    public double[] Values { get; }

    public int[] RowStarts { get; }

    public int[] ColumnIndices { get; }

    /// <summary>Makes the structure anew.</summary>
    public void Build()
    {
        int[] starts = RowStarts, indices = ColumnIndices;
        int pointColumns = Camera * _cameras, weightColumns = pointColumns + Point * _points, next = 0;
        for (int i = 0; i < _observations; i++)
        {
            int camera = Camera * (i % _cameras), point = pointColumns + Point * (i % _points);
            Span<int> rows = indices.AsSpan(next, 2 * Columns), row = rows[..Columns];
            for (int j = 0; j < Camera; j++) row[j] = camera + j;
            for (int j = 0; j < Point; j++) row[Camera + j] = point + j;
            row[^1] = weightColumns + i;
            row.CopyTo(rows[Columns..]);
            starts[2 * i] = next;
            starts[2 * i + 1] = next + Columns;
            next += 2 * Columns;
        }
        for (int i = 0; i < _observations; i++)
        {
            starts[2 * _observations + i] = next;
            indices[next++] = weightColumns + i;
        }
        starts[^1] = next;
    }

    /// <summary>The two rows of an observation.</summary>
    public Span<double> Rows(int observation) => Values.AsSpan(2 * Columns * observation, 2 * Columns);

    public void SetWeight(int observation, double derivative) => Values[2 * Columns * _observations + observation] = derivative;
}
