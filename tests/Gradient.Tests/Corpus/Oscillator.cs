namespace DiffGen.Tests.Corpus;

/// <summary>An ordinary class: what its methods read of it is constant.</summary>
public sealed partial class Oscillator
{
    private readonly double _stiffness;
    private readonly double _mass;
    private readonly double[] _forces;

    public Oscillator(double stiffness, double mass, double[] forces)
    {
        _stiffness = stiffness;
        _mass = mass;
        _forces = forces;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public double Energy(double position, double velocity) =>
        0.5 * _stiffness * position * position + 0.5 * _mass * velocity * velocity + Math.Cos(Frequency() * position);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public double Simulate(double position)
    {
        double velocity = 0;
        for (int i = 0; i < _forces.Length; i++)
        {
            velocity += (_forces[i] - Force(position)) / _mass * 0.1;
            position += velocity * 0.1;
        }

        return position * velocity;
    }

    private double Frequency() => Math.Sqrt(_stiffness / _mass);

    private double Force(double position) => _stiffness * position + position * position * position;
}
