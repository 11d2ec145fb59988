namespace DiffGen.Tests.Minimizers;

/// <summary>The problems of <see cref="MoreGarbowHillstrom"/> with starts and minima of the paper; further local minima where methods
/// end in them.</summary>
internal static class MinimizationProblems
{
    public static MinimizationProblem[] All { get; } =
    [
        new("Rosenbrock", [-1.2, 1], [0], MoreGarbowHillstrom.RosenbrockGradient, MoreGarbowHillstrom.RosenbrockHvp, MoreGarbowHillstrom.RosenbrockHessian),
        new("FreudensteinRoth", [0.5, -2], [0, 48.98425367924], MoreGarbowHillstrom.FreudensteinRothGradient, MoreGarbowHillstrom.FreudensteinRothHvp, MoreGarbowHillstrom.FreudensteinRothHessian),
        new("PowellBadlyScaled", [0, 1], [0], MoreGarbowHillstrom.PowellBadlyScaledGradient, MoreGarbowHillstrom.PowellBadlyScaledHvp, MoreGarbowHillstrom.PowellBadlyScaledHessian),
        new("BrownBadlyScaled", [1, 1], [0], MoreGarbowHillstrom.BrownBadlyScaledGradient, MoreGarbowHillstrom.BrownBadlyScaledHvp, MoreGarbowHillstrom.BrownBadlyScaledHessian),
        new("JennrichSampson", [0.3, 0.4], [124.36218235561, 259.58019078047], MoreGarbowHillstrom.JennrichSampsonGradient, MoreGarbowHillstrom.JennrichSampsonHvp, MoreGarbowHillstrom.JennrichSampsonHessian),
        new("HelicalValley", [-1, 0, 0], [0], MoreGarbowHillstrom.HelicalValleyGradient, MoreGarbowHillstrom.HelicalValleyHvp, MoreGarbowHillstrom.HelicalValleyHessian),
        new("Bard", [1, 1, 1], [8.2148773065789e-3, 17.42869333], MoreGarbowHillstrom.BardGradient, MoreGarbowHillstrom.BardHvp, MoreGarbowHillstrom.BardHessian),
        new("Gaussian", [0.4, 1, 0], [1.12793276961871e-8], MoreGarbowHillstrom.GaussianGradient, MoreGarbowHillstrom.GaussianHvp, MoreGarbowHillstrom.GaussianHessian),
        new("Meyer", [0.02, 4000, 250], [87.945855170], MoreGarbowHillstrom.MeyerGradient, MoreGarbowHillstrom.MeyerHvp, MoreGarbowHillstrom.MeyerHessian),
        new("Gulf", [5, 2.5, 0.15], [0, 0.038, 0.0380], MoreGarbowHillstrom.GulfGradient, MoreGarbowHillstrom.GulfHvp, MoreGarbowHillstrom.GulfHessian),
        new("Box", [0, 10, 20], [0], MoreGarbowHillstrom.BoxGradient, MoreGarbowHillstrom.BoxHvp, MoreGarbowHillstrom.BoxHessian),
        new("PowellSingular", [3, -1, 0, 1], [0], MoreGarbowHillstrom.PowellSingularGradient, MoreGarbowHillstrom.PowellSingularHvp, MoreGarbowHillstrom.PowellSingularHessian),
        new("Wood", [-3, -1, -3, -1], [0], MoreGarbowHillstrom.WoodGradient, MoreGarbowHillstrom.WoodHvp, MoreGarbowHillstrom.WoodHessian),
        new("KowalikOsborne", [0.25, 0.39, 0.415, 0.39], [3.0750560385e-4, 1.0273e-3], MoreGarbowHillstrom.KowalikOsborneGradient, MoreGarbowHillstrom.KowalikOsborneHvp, MoreGarbowHillstrom.KowalikOsborneHessian),
        new("BrownDennis", [25, 5, -5, -1], [85822.201626], MoreGarbowHillstrom.BrownDennisGradient, MoreGarbowHillstrom.BrownDennisHvp, MoreGarbowHillstrom.BrownDennisHessian),
        new("Osborne1", [0.5, 1.5, -1, 0.01, 0.02], [5.4648946975e-5], MoreGarbowHillstrom.Osborne1Gradient, MoreGarbowHillstrom.Osborne1Hvp, MoreGarbowHillstrom.Osborne1Hessian),
        new("Biggs6", [1, 2, 1, 1, 1, 1], [0, 5.65565e-3], MoreGarbowHillstrom.Biggs6Gradient, MoreGarbowHillstrom.Biggs6Hvp, MoreGarbowHillstrom.Biggs6Hessian),
        new("Watson", new double[6], [2.28767005355e-3], MoreGarbowHillstrom.WatsonGradient, MoreGarbowHillstrom.WatsonHvp, MoreGarbowHillstrom.WatsonHessian),
        new("Watson", new double[9], [1.39976013e-6], MoreGarbowHillstrom.WatsonGradient, MoreGarbowHillstrom.WatsonHvp, MoreGarbowHillstrom.WatsonHessian),
        new("Rosenbrock", [.. Repeat(50, -1.2, 1)], [0], MoreGarbowHillstrom.RosenbrockGradient, MoreGarbowHillstrom.RosenbrockHvp, MoreGarbowHillstrom.RosenbrockHessian),
        new("PowellSingular", [.. Repeat(10, 3, -1, 0, 1)], [0], MoreGarbowHillstrom.PowellSingularGradient, MoreGarbowHillstrom.PowellSingularHvp, MoreGarbowHillstrom.PowellSingularHessian),
        new("Penalty1", [1, 2, 3, 4], [2.2499775008999e-5], MoreGarbowHillstrom.Penalty1Gradient, MoreGarbowHillstrom.Penalty1Hvp, MoreGarbowHillstrom.Penalty1Hessian),
        new("Penalty1", [.. Count(10)], [7.0876515e-5], MoreGarbowHillstrom.Penalty1Gradient, MoreGarbowHillstrom.Penalty1Hvp, MoreGarbowHillstrom.Penalty1Hessian),
        new("Penalty2", [.. Repeat(4, 0.5)], [9.3762929e-6], MoreGarbowHillstrom.Penalty2Gradient, MoreGarbowHillstrom.Penalty2Hvp, MoreGarbowHillstrom.Penalty2Hessian),
        new("Penalty2", [.. Repeat(10, 0.5)], [2.93660374e-4], MoreGarbowHillstrom.Penalty2Gradient, MoreGarbowHillstrom.Penalty2Hvp, MoreGarbowHillstrom.Penalty2Hessian),
        new("VariablyDimensioned", [.. Count(10).Select(i => 1 - i / 10)], [0], MoreGarbowHillstrom.VariablyDimensionedGradient, MoreGarbowHillstrom.VariablyDimensionedHvp, MoreGarbowHillstrom.VariablyDimensionedHessian),
        new("Trigonometric", [.. Repeat(10, 0.1)], [0, 2.795057e-5], MoreGarbowHillstrom.TrigonometricGradient, MoreGarbowHillstrom.TrigonometricHvp, MoreGarbowHillstrom.TrigonometricHessian),
        new("BrownAlmostLinear", [.. Repeat(10, 0.5)], [0, 1], MoreGarbowHillstrom.BrownAlmostLinearGradient, MoreGarbowHillstrom.BrownAlmostLinearHvp, MoreGarbowHillstrom.BrownAlmostLinearHessian),
        new("DiscreteBoundaryValue", [.. Count(10).Select(i => i / 11 * (i / 11 - 1))], [0], MoreGarbowHillstrom.DiscreteBoundaryValueGradient, MoreGarbowHillstrom.DiscreteBoundaryValueHvp, MoreGarbowHillstrom.DiscreteBoundaryValueHessian),
        new("BroydenTridiagonal", [.. Repeat(50, -1)], [0], MoreGarbowHillstrom.BroydenTridiagonalGradient, MoreGarbowHillstrom.BroydenTridiagonalHvp, MoreGarbowHillstrom.BroydenTridiagonalHessian),
        new("BroydenBanded", [.. Repeat(50, -1)], [0, 3.076218202], MoreGarbowHillstrom.BroydenBandedGradient, MoreGarbowHillstrom.BroydenBandedHvp, MoreGarbowHillstrom.BroydenBandedHessian),
        new("LinearFullRank", [.. Repeat(20, 1)], [20], MoreGarbowHillstrom.LinearFullRankGradient, MoreGarbowHillstrom.LinearFullRankHvp, MoreGarbowHillstrom.LinearFullRankHessian),
        new("Chebyquad", [.. Count(8).Select(i => i / 9)], [3.516873725677e-3], MoreGarbowHillstrom.ChebyquadGradient, MoreGarbowHillstrom.ChebyquadHvp, MoreGarbowHillstrom.ChebyquadHessian),
        new("Chebyquad", [.. Count(9).Select(i => i / 10)], [0], MoreGarbowHillstrom.ChebyquadGradient, MoreGarbowHillstrom.ChebyquadHvp, MoreGarbowHillstrom.ChebyquadHessian),
    ];

    private static IEnumerable<double> Repeat(int count, params double[] values) => Enumerable.Repeat(values, count).SelectMany(v => v);

    private static IEnumerable<double> Count(int n) => Enumerable.Range(1, n).Select(i => (double)i);
}
