using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>What is unusual for an optimizer on small problems: factors of the learning rates that suit most, and where it gets to.</summary>
/// <param name="Parabola">The factor on the parabola.</param>
/// <param name="Quadratic">The factor on the ill-conditioned quadratic.</param>
/// <param name="Rosenbrock">The factor on Rosenbrock's function.</param>
/// <param name="RosenbrockValue">The value that it reaches there.</param>
internal sealed record ProblemProfile(double Parabola = 1, double Quadratic = 1, double Rosenbrock = 1, double RosenbrockValue = 0.1)
{
    /// <summary>Whether the learning rate decreases.</summary>
    public bool IsScheduled { get; init; } = true;

    public static ProblemProfile Of(Type type) => type.Name.Split('`')[0] switch
    {
        // Steps begin small, and grow slowly.
        "Adadelta" => new(10, 5, 10),

        // Denominators never shrink, and gradients are large in the beginning.
        "Adagrad" => new(10, 10, 300),
        "AmsGrad" => new(Rosenbrock: 10),

        "Yogi" => new(Rosenbrock: 10),

        // Steps don't become smaller by themselves.
        "Lion" => new(Quadratic: 0.2),
        "RmsProp" => new(Quadratic: 0.2),

        // What their name says.
        "ScheduleFreeSgd" or "ScheduleFreeAdamW" => new() { IsScheduled = false },

        // Steps are in proportion to the parameters: the valley leads past zero, where the value is 1, and they wait there.
        "Lamb" => new(RosenbrockValue: 1.1),
        "Lars" => new(100, 100, 100, 1.5),
        _ => new(),
    };

    /// <summary>The optimizer with options for a few parameters.</summary>
    public static IOptimizer<T> Create<T>(Type type, int length) where T : unmanaged, IFloatingPointIeee754<T> => type.Name.Split('`')[0] switch
    {
        "Adadelta" => new Adadelta<T> { Epsilon = 1e-4 },

        // Steps of this size, not in proportion to the parameters.
        "Adafactor" => new Adafactor<T> { ScaleEpsilon = 1 },

        // Decay would draw the minimum to zero.
        "Lamb" => new Lamb<T> { WeightDecay = 0 },
        "Lars" => new Lars<T> { WeightDecay = 0, Momentum = 0.5 },
        _ => OptimizerCatalog.Create<T>(type, length),
    };
}
