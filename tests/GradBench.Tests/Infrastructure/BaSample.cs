using DiffGen.GradBench.Evals;

namespace DiffGen.Tests.Infrastructure;

/// <summary>A problem of bundle adjustment in which all cameras, points and weights differ, the first camera unrotated.</summary>
internal static class BaSample
{
    private const int CameraCount = 3, PointCount = 4, ObservationCount = 7;

    /// <summary>The problem.</summary>
    public static BaProblem Problem
    {
        get
        {
            double[] cameras = Samples.Numbers(1, BaProblem.CameraLength * CameraCount);
            for (int i = 0; i < CameraCount; i++)
                cameras[BaProblem.CameraLength * i + 5] -= 5;
            cameras.AsSpan(0, 3).Clear();
            return new BaProblem
            {
                Cameras = cameras,
                Points = Samples.Numbers(2, BaProblem.PointLength * PointCount),
                Weights = Samples.Numbers(3, ObservationCount),
                Features = Samples.Numbers(4, 2 * ObservationCount),
                CameraOf = [0, 1, 2, 2, 0, 1, 0],
                PointOf = [3, 0, 1, 2, 3, 3, 1],
            };
        }
    }

    /// <summary>Cameras, points, weights, one after the other.</summary>
    /// <param name="problem">The problem.</param>
    public static double[] Variables(BaProblem problem) => [.. problem.Cameras, .. problem.Points, .. problem.Weights];

    /// <summary>All errors of the problem with other variables, those of observations first.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="variables">The variables.</param>
    public static double[] Errors(BaProblem problem, double[] variables)
    {
        int points = problem.Cameras.Length, weights = points + problem.Points.Length;
        var other = new BaProblem
        {
            Cameras = variables[..points],
            Points = variables[points..weights],
            Weights = variables[weights..],
            Features = problem.Features,
            CameraOf = problem.CameraOf,
            PointOf = problem.PointOf,
        };
        var errors = new double[3 * problem.Count];
        other.Errors(errors.AsSpan(0, 2 * problem.Count), errors.AsSpan(2 * problem.Count));
        return errors;
    }
}
