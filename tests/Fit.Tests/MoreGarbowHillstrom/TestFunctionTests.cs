using DiffGen.Minimizers;

namespace DiffGen.Tests.MoreGarbowHillstrom;

/// <summary>Every least-squares minimizer, found by reflection, finds a known minimum of each function from its standard start.</summary>
public class TestFunctionTests
{
    private static readonly (string Name, JacobianFunction<double> F, int Count, double[] Start, double[] Minima)[] Functions =
    [
        ("Rosenbrock", TestFunctions.RosenbrockJacobian, 2, [-1.2, 1], [0]),
        ("Freudenstein and Roth", TestFunctions.FreudensteinRothJacobian, 2, [0.5, -2], [0, 48.98425]),
        ("Powell badly scaled", TestFunctions.PowellBadlyScaledJacobian, 2, [0, 1], [0]),
        ("Brown badly scaled", TestFunctions.BrownBadlyScaledJacobian, 3, [1, 1], [0]),
        ("Beale", TestFunctions.BealeJacobian, 3, [1, 1], [0]),
        ("Jennrich and Sampson", TestFunctions.JennrichSampsonJacobian, 10, [0.3, 0.4], [124.3622]),
        ("helical valley", TestFunctions.HelicalValleyJacobian, 3, [-1, 0, 0], [0]),
        ("Bard", TestFunctions.BardJacobian, 15, [1, 1, 1], [8.214877e-3]),
        ("Gaussian", TestFunctions.GaussianJacobian, 15, [0.4, 1, 0], [1.127933e-8]),
        ("Meyer", TestFunctions.MeyerJacobian, 16, [0.02, 4000, 250], [87.94586]),
        ("Box", TestFunctions.BoxJacobian, 10, [0, 10, 20], [0]),
        ("Powell singular", TestFunctions.PowellSingularJacobian, 4, [3, -1, 0, 1], [0]),
        ("Wood", TestFunctions.WoodJacobian, 6, [-3, -1, -3, -1], [0]),
        ("Kowalik and Osborne", TestFunctions.KowalikOsborneJacobian, 11, [0.25, 0.39, 0.415, 0.39], [3.075056e-4]),
        ("Brown and Dennis", TestFunctions.BrownDennisJacobian, 20, [25, 5, -5, -1], [85822.20]),
        ("Osborne 1", TestFunctions.OsborneJacobian, 33, [0.5, 1.5, -1, 0.01, 0.02], [5.464895e-5]),
        ("Watson, 6", TestFunctions.WatsonJacobian, 31, new double[6], [2.287670e-3]),
        ("Watson, 9", TestFunctions.WatsonJacobian, 31, new double[9], [1.399760e-6]),
        ("Broyden tridiagonal", TestFunctions.BroydenTridiagonalJacobian, 10, [-1, -1, -1, -1, -1, -1, -1, -1, -1, -1], [0]),
    ];

    public static TheoryData<Type, string> Cases
    {
        get
        {
            var cases = new TheoryData<Type, string>();
            foreach (Type type in typeof(LeastSquaresMinimizer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LeastSquaresMinimizer))))
            {
                foreach ((string name, _, _, _, _) in Functions)
                    cases.Add(type, name);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void MinimumIsFound(Type type, string name)
    {
        (_, JacobianFunction<double> f, int count, double[] start, double[] minima) = Functions.Single(row => row.Name == name);
        LeastSquaresResult result = ((LeastSquaresMinimizer)Activator.CreateInstance(type)!).Minimize(f, count, start);
        Assert.True(result.Converged, result.ToString());
        Assert.True(
            minima.Any(minimum => minimum == 0 ? result.ResidualSumOfSquares <= 1e-20 : Math.Abs(result.ResidualSumOfSquares - minimum) <= 1e-6 * minimum),
            $"{result.ResidualSumOfSquares:R}, {result}");
    }
}
