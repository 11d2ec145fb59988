using DiffGen.Minimizers;

namespace DiffGen.Tests.Nist;

/// <summary>The certified problems, from both starts, with the default options.</summary>
public class NistTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            string[] names =
            [
                "Chwirut1", "Chwirut2", "DanWood", "ENSO", "Gauss1", "Gauss2", "Gauss3", "Hahn1", "Kirby2", "Lanczos1", "Lanczos2",
                "Lanczos3", "MGH17", "Misra1a", "Misra1b", "Misra1c", "Misra1d", "Nelson", "Roszman1",
            ];
            var cases = new TheoryData<string, int>();
            foreach (string name in names)
            {
                cases.Add(name, 1);
                cases.Add(name, 2);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void LevenbergMarquardtFindsTheCertifiedParameters(string name, int start)
    {
        NistProblem problem = Problem(name);
        LeastSquaresResult fit = new LevenbergMarquardt().Minimize(problem.Functions.Jacobian, problem.Ys.Length, problem.Starts[start - 1]);
        Assert.True(fit.Converged, fit.ToString());
        Assert.Equal(problem.Certified.Length, fit.Rank);
        AssertDigits(8, fit.Point, problem.Certified);

        // The residuals of Lanczos1 are the rounding errors of its observations.
        if (name == "Lanczos1")
            return;
        AssertDigits(6, fit.StandardErrors, problem.CertifiedErrors);
        AssertDigits(8, [fit.ResidualSumOfSquares], [problem.CertifiedSquares]);
    }

    /// <summary>From the first start of MGH17 dogleg ends in another local minimum.</summary>
    public static TheoryData<string, int> ForDogleg => [.. Cases.Where(row => row.Data != ("MGH17", 1))];

    [Theory, MemberData(nameof(ForDogleg))]
    public void DoglegFindsThem(string name, int start)
    {
        NistProblem problem = Problem(name);
        LeastSquaresResult fit = new Dogleg().Minimize(problem.Functions.Jacobian, problem.Ys.Length, problem.Starts[start - 1]);
        Assert.True(fit.Converged, fit.ToString());
        AssertDigits(8, fit.Point, problem.Certified);
    }

    /// <summary>The sums of squares that quasi-Newton methods get along with, with the parameters in units of their starting
    /// values.</summary>
    public static TheoryData<string, int> Suited
        => [.. Cases.Where(row => row.Data.Item1 is not ("ENSO" or "Hahn1" or "Lanczos1" or "Lanczos2" or "Lanczos3" or "MGH17" or "Nelson"))];

    [Theory, MemberData(nameof(Suited))]
    public void QuasiNewtonMethodsFindThem(string name, int start)
    {
        NistProblem problem = Problem(name);
        double[] units = problem.Starts[start - 1];
        IMinimizer[] methods = [new Bfgs { GradientTolerance = 0, ParameterTolerance = 1e-12 }, new LbfgsB { GradientTolerance = 0, ParameterTolerance = 1e-12 }];
        foreach (IMinimizer method in methods)
        {
            MinimizationResult result = method.Minimize(InUnits(problem.Functions.Gradient, units), [.. units.Select(_ => 1.0)]);
            AssertDigits(6, [.. result.Point.Select((z, j) => z * units[j])], problem.Certified);
        }
    }

    /// <summary>The generated gradient of the sum and Jᵀr of the generated Jacobian are the same.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void GradientAndJacobianAgree(string name, int start)
    {
        NistProblem problem = Problem(name);
        double[] x = problem.Starts[start - 1];
        int m = problem.Ys.Length, n = x.Length;
        double[] gradient = new double[n], residuals = new double[m], jacobian = new double[m * n];
        double cost = problem.Functions.Gradient(x, gradient);
        problem.Functions.Jacobian(x, residuals, jacobian);
        AssertDigits(10, [cost], [0.5 * residuals.Sum(r => r * r)]);
        for (int j = 0; j < n; j++)
        {
            double sum = 0, size = 0;
            for (int i = 0; i < m; i++)
            {
                sum += residuals[i] * jacobian[i * n + j];
                size += Math.Abs(residuals[i] * jacobian[i * n + j]);
            }

            Assert.True(Math.Abs(sum - gradient[j]) <= 1e-10 * size, $"∂/∂b{j + 1}: {gradient[j]:R}, {sum:R}");
        }
    }

    // f(D·z) with its gradient D·∇f.
    private static GradientFunction<double> InUnits(GradientFunction<double> f, double[] units) => (z, gradient) =>
    {
        var x = new double[units.Length];
        for (int j = 0; j < x.Length; j++)
            x[j] = z[j] * units[j];
        double value = f(x, gradient);
        for (int j = 0; j < x.Length; j++)
            gradient[j] *= units[j];
        return value;
    };

    private static NistProblem Problem(string name)
        => NistProblem.Read(DataFolder.Local("nist", "nist.json")).Single(problem => problem.Name == name);

    private static void AssertDigits(double least, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        double digits = NistProblem.Digits(actual, expected);
        Assert.True(digits >= least, $"{digits:F1} digits: {string.Join(", ", actual.ToArray())}, expected {string.Join(", ", expected.ToArray())}");
    }
}
