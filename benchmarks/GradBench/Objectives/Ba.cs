namespace DiffGen.GradBench.Objectives;

/// <summary>Bundle adjustment: where cameras with radial distortion see points.</summary>
public static partial class Ba
{
    /// <summary>The weighted error of one observation.</summary>
    /// <param name="camera">Rotation (axis times angle), centre, focal length, principal point, two coefficients of radial distortion.</param>
    /// <param name="point">The point.</param>
    /// <param name="weight">Weight of the observation.</param>
    /// <param name="feature">Where the point was seen.</param>
    /// <param name="error">Receives the weighted differences.</param>
    [Differentiable(Derivatives.Jacobian)]
    public static void Reprojection(
        [Shape(11)] ReadOnlySpan<double> camera, [Shape(3)] ReadOnlySpan<double> point, double weight,
        [NoDiff, Shape(2)] ReadOnlySpan<double> feature, [Shape(2)] Span<double> error)
    {
        double x = point[0] - camera[3], y = point[1] - camera[4], z = point[2] - camera[5];
        (x, y, z) = Rotated(camera[0], camera[1], camera[2], x, y, z);
        double u = x / z, v = y / z;
        double radius = u * u + v * v;
        double distortion = 1 + camera[9] * radius + camera[10] * radius * radius;
        error[0] = weight * (u * distortion * camera[6] + camera[7] - feature[0]);
        error[1] = weight * (v * distortion * camera[6] + camera[8] - feature[1]);
    }

    /// <summary>How far a weight is from one.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;

    /// <summary>Rodrigues' formula: a vector turned about an axis by the axis' length.</summary>
    private static (double X, double Y, double Z) Rotated(double a, double b, double c, double x, double y, double z)
    {
        double squared = a * a + b * b + c * c;
        if (squared == 0)
            return (x + b * z - c * y, y + c * x - a * z, z + a * y - b * x);
        double angle = Math.Sqrt(squared), cosine = Math.Cos(angle), sine = Math.Sin(angle);
        double inverse = 1 / angle;
        a *= inverse;
        b *= inverse;
        c *= inverse;
        double along = (a * x + b * y + c * z) * (1 - cosine);
        return (
            x * cosine + (b * z - c * y) * sine + a * along,
            y * cosine + (c * x - a * z) * sine + b * along,
            z * cosine + (a * y - b * x) * sine + c * along);
    }
}
