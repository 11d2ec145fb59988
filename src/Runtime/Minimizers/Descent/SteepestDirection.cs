namespace DiffGen.Minimizers;

/// <summary>The directions of <see cref="GradientDescent"/>, with the first step of Barzilai and Borwein.</summary>
internal sealed class SteepestDirection : DescentDirection
{
    private double _nextStep;

    public override double Compute(SearchPoint at, double[] direction)
    {
        double step = AgainstGradient(at, direction);
        return _nextStep > 0 ? _nextStep : step;
    }

    public override void Learn(SearchPoint from, SearchPoint to)
    {
        double ss = 0, sy = 0;
        for (int i = 0; i < from.X.Length; i++)
        {
            double s = to.X[i] - from.X[i];
            ss += s * s;
            sy += s * (to.Gradient[i] - from.Gradient[i]);
        }

        double quotient = ss / sy;
        _nextStep = sy > 0 && double.IsFinite(quotient) ? quotient : 2 * to.Step;
    }

    public override bool Forget()
    {
        bool had = _nextStep > 0;
        _nextStep = 0;
        return had;
    }
}
