namespace DiffGen.Minimizers;

/// <summary>The directions of <see cref="Lbfgs"/>.</summary>
/// <param name="history">The number of steps kept.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class LbfgsDirection(int history, int dimension) : DescentDirection
{
    private readonly LbfgsMemory _memory = new(history, dimension);

    public override double Compute(SearchPoint at, double[] direction)
    {
        if (_memory.Count == 0)
            return AgainstScaledGradient(at, direction);
        _memory.Direction(at.Gradient, direction);
        return 1;
    }

    public override void Learn(SearchPoint from, SearchPoint to) => _memory.Add(from, to);

    public override bool Forget()
    {
        bool had = _memory.Count > 0;
        _memory.Clear();
        return had;
    }
}
