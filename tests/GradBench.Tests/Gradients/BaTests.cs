using DiffGen.GradBench.Evals;
using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Gradients;

/// <summary>Bundle adjustment: the rotation by a matrix, blocks and the whole Jacobian by differences.</summary>
public sealed class BaTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, -0.2, 0.1)]
    [InlineData(0, 0.7, 0)]
    [InlineData(1e-4, 0, -1e-4)]
    [InlineData(-1.5, 2, 0.5)]
    public void Jacobian_of_an_observation_agrees_with_differences(double a, double b, double c)
    {
        double[] at = [a, b, c, 0.5, -0.25, -4, 2, 0.1, -0.1, 0.05, -0.01, 0.3, 0.2, 1, 0.75], feature = [0.2, 0.4];
        double[] error = new double[2], jacobian = new double[30];
        Ba.ReprojectionJacobian(at.AsSpan(0, 11), at.AsSpan(11, 3), at[14], feature, error, jacobian);
        for (int i = 0; i < 2; i++)
        {
            int output = i;
            Close.SameBits(Error(at, output), error[i], $"error[{i}]");
            Close.Vectors(Differences.Gradient(p => Error(p, output), at), jacobian.AsSpan(15 * i, 15), 1e-7, $"row {i}");
        }

        double Error(double[] p, int output)
        {
            Span<double> errors = stackalloc double[2];
            Ba.Reprojection(p.AsSpan(0, 11), p.AsSpan(11, 3), p[14], feature, errors);
            return errors[output];
        }
    }

    /// <summary>A quarter turn about the third axis takes (x, y, z) to (−y, x, z).</summary>
    [Fact]
    public void Rotation_is_by_the_length_of_the_axis()
    {
        double[] camera = [0, 0, Math.PI / 2, 0, 0, 0, 1, 0, 0, 0, 0], error = new double[2];
        Ba.Reprojection(camera, [1, 2, 4], 1, [0, 0], error);
        Close.Vectors([-0.5, 0.25], error, 1e-15, "error");
    }

    [Theory, InlineData(-0.5), InlineData(0), InlineData(2)]
    public void Error_of_a_weight_has_the_derivative_of_its_square(double weight)
    {
        Assert.Equal(1 - weight * weight, Ba.WeightErrorGradient(weight, out double dWeight));
        Assert.Equal(-2 * weight, dWeight);
    }

    [Fact]
    public void Jacobian_of_a_problem_agrees_with_differences_of_all_errors()
    {
        BaProblem problem = BaSample.Problem;
        SparseMatrix jacobian = problem.NewJacobian();
        problem.Jacobian(jacobian);
        double[] at = BaSample.Variables(problem);
        for (int row = 0; row < 3 * problem.Count; row++)
        {
            int output = row;
            double[] dense = new double[at.Length];
            for (int e = jacobian.RowStarts[row]; e < jacobian.RowStarts[row + 1]; e++)
                dense[jacobian.Columns[e]] = jacobian.Values[e];
            Close.Vectors(Differences.Gradient(p => BaSample.Errors(problem, p)[output], at), dense, 1e-7, $"row {row}");
        }

        Assert.Equal(31 * problem.Count, jacobian.RowStarts[^1]);
    }

    [Fact]
    public void Second_run_writes_everything_again()
    {
        SparseMatrix first = BaSample.Problem.NewJacobian(), second = BaSample.Problem.NewJacobian();
        BaSample.Problem.Jacobian(first);
        Array.Fill(second.Values, double.NaN);
        Array.Fill(second.Columns, -1);
        Array.Fill(second.RowStarts, -1);
        BaSample.Problem.Jacobian(second);
        Assert.Equal(first.Values, second.Values);
        Assert.Equal(first.Columns, second.Columns);
        Assert.Equal(first.RowStarts, second.RowStarts);
    }
}
