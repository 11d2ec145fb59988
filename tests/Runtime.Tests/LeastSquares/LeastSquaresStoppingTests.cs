using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

/// <summary>The stopping rules of minimizers, for sums of squares.</summary>
public class LeastSquaresStoppingTests
{
    public static TheoryData<Type> Methods => LeastSquaresMethods.All;

    [Theory, MemberData(nameof(Methods))]
    public void LimitsAreKept(Type type)
    {
        LeastSquaresResult iterations = Run(type, (nameof(Minimizer.MaxIterations), 3));
        Assert.Equal((StopReason.MaxIterations, 3), (iterations.Reason, iterations.Iterations));
        LeastSquaresResult evaluations = Run(type, (nameof(Minimizer.MaxEvaluations), 5));
        Assert.Equal((StopReason.MaxEvaluations, 5), (evaluations.Reason, evaluations.Evaluations));
        Assert.False(evaluations.Converged);
        LeastSquaresResult target = Run(type, (nameof(Minimizer.TargetValue), 1.0));
        Assert.Equal(StopReason.TargetValue, target.Reason);
        Assert.True(target.Cost <= 1 && target.History[^2].Value > 1);
        LeastSquaresResult gradient = Run(type, (nameof(Minimizer.GradientTolerance), 1e-3));
        Assert.Equal(StopReason.GradientTolerance, gradient.Reason);
        Assert.True(gradient.GradientNorm <= 1e-3);
        LeastSquaresResult parameters = Run(type, (nameof(Minimizer.ParameterTolerance), 0.0));
        Assert.True(parameters.Converged, parameters.ToString());
    }

    [Theory, MemberData(nameof(Methods))]
    public void EvaluationsOfBothFunctionsCount(Type type)
    {
        int calls = 0;
        LeastSquaresResult result = LeastSquaresMethods.Create(type, (nameof(Minimizer.MaxEvaluations), 4)).Minimize(
            (x, r, j) =>
            {
                calls++;
                Residuals.Rosenbrock(x, r, j);
            },
            (x, r) =>
            {
                calls++;
                Residuals.RosenbrockAlone(x, r);
            },
            2,
            [-1.2, 1]);
        Assert.Equal((StopReason.MaxEvaluations, 4, 4), (result.Reason, result.Evaluations, calls));
    }

    [Theory, MemberData(nameof(Methods))]
    public void CallbackAndCancellationEndIt(Type type)
    {
        var seen = new List<double>();
        MinimizationCallback callback = (step, point) =>
        {
            seen.Add(point[0]);
            return step.Iteration < 2;
        };
        LeastSquaresResult stopped = Run(type, (nameof(Minimizer.Callback), callback));
        Assert.Equal((StopReason.Callback, 2), (stopped.Reason, stopped.Iterations));
        Assert.Equal(3, seen.Count);
        Assert.Equal(stopped.Point[0], seen[^1]);
        LeastSquaresResult cancelled = Run(type, (nameof(Minimizer.CancellationToken), new CancellationToken(canceled: true)));
        Assert.Equal((StopReason.Cancelled, 1), (cancelled.Reason, cancelled.Evaluations));
    }

    [Theory, MemberData(nameof(Methods))]
    public void RoundingErrorsHideTheRest(Type type)
    {
        // Residuals in single precision: the cost is a staircase.
        LeastSquaresResult result = LeastSquaresMethods.Create(type).Minimize(
            (x, r, j) =>
            {
                for (int i = 0; i < 5; i++)
                {
                    r[i] = (float)(x[0] * i - i * i);
                    j[i] = i;
                }
            },
            5,
            [1]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(100.0 / 30, result.Point[0], 1e-6);
    }

    private static LeastSquaresResult Run(Type type, params (string Option, object? Value)[] options)
        => LeastSquaresMethods.Create(type, options).Minimize(Residuals.Rosenbrock, 2, [-1.2, 1]);
}
