using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Benchmarks.HandWritten;

/// <summary>
/// The Jacobian of <see cref="GradBench.Objectives.Ba.Reprojection"/> for one observation: the function once, then back from each of the two errors.
/// </summary>
internal static class Ba
{
    private const int Columns = 15;

    /// <param name="camera">11 numbers.</param>
    /// <param name="point">3 numbers.</param>
    /// <param name="weight">Weight of the observation.</param>
    /// <param name="feature">2 numbers.</param>
    /// <param name="error">Receives 2 numbers.</param>
    /// <param name="jacobian">Receives 2 rows of 15: camera, point, weight.</param>
    public static void Jacobian(ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, ReadOnlySpan<double> feature, Span<double> error, Span<double> jacobian)
    {
        camera = camera[..11];
        point = point[..3];
        Turn turn = default;
        double x = point[0] - camera[3], y = point[1] - camera[4], z = point[2] - camera[5];
        turn.Forward(camera[0], camera[1], camera[2], x, y, z);

        double focal = camera[6], first = camera[9], second = camera[10], inverse = 1 / turn.TurnedZ;
        double u = turn.TurnedX / turn.TurnedZ, v = turn.TurnedY / turn.TurnedZ, radius = u * u + v * v;
        double distortion = 1 + first * radius + second * radius * radius;
        double left = u * distortion * focal + camera[7] - feature[0], right = v * distortion * focal + camera[8] - feature[1];
        error[0] = weight * left;
        error[1] = weight * right;

        double scale = weight * focal, slope = scale * 2 * (first + 2 * second * radius);
        double direct = scale * distortion, mixed = slope * u * v;
        ref double row = ref MemoryMarshal.GetReference(jacobian[..(2 * Columns)]);
        Write(ref row, weight, scale, u, u * distortion, radius, left);
        turn.Backward(ref row, (direct + slope * u * u) * inverse, mixed * inverse, u, v);
        Unsafe.Add(ref row, 7) = weight;
        Unsafe.Add(ref row, 8) = 0;
        row = ref Unsafe.Add(ref row, Columns);
        Write(ref row, weight, scale, v, v * distortion, radius, right);
        turn.Backward(ref row, mixed * inverse, (direct + slope * v * v) * inverse, u, v);
        Unsafe.Add(ref row, 7) = 0;
        Unsafe.Add(ref row, 8) = weight;
    }

    /// <summary>Focal length, coefficients of distortion, weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ref double row, double weight, double scale, double coordinate, double distorted, double radius, double difference)
    {
        Unsafe.Add(ref row, 6) = weight * distorted;
        Unsafe.Add(ref row, 9) = scale * coordinate * radius;
        Unsafe.Add(ref row, 10) = scale * coordinate * radius * radius;
        Unsafe.Add(ref row, 14) = difference;
    }

    /// <summary>Rodrigues' formula, and what its derivative needs of it.</summary>
    private struct Turn
    {
        public double TurnedX, TurnedY, TurnedZ;

        private bool _isTurned;
        private double _x, _y, _z, _a, _b, _c, _cosine, _sine, _inverse, _along;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Forward(double a, double b, double c, double x, double y, double z)
        {
            double squared = a * a + b * b + c * c;
            (_x, _y, _z) = (x, y, z);
            _isTurned = squared != 0;
            if (!_isTurned)
            {
                (_a, _b, _c) = (a, b, c);
                (TurnedX, TurnedY, TurnedZ) = (x + b * z - c * y, y + c * x - a * z, z + a * y - b * x);
                return;
            }
            double angle = Math.Sqrt(squared);
            _cosine = Math.Cos(angle);
            _sine = Math.Sin(angle);
            _inverse = 1 / angle;
            a *= _inverse;
            b *= _inverse;
            c *= _inverse;
            _along = a * x + b * y + c * z;
            double along = _along * (1 - _cosine);
            TurnedX = x * _cosine + (b * z - c * y) * _sine + a * along;
            TurnedY = y * _cosine + (c * x - a * z) * _sine + b * along;
            TurnedZ = z * _cosine + (a * y - b * x) * _sine + c * along;
            (_a, _b, _c) = (a, b, c);
        }

        /// <summary>
        /// Writes rotation, centre and point of a row, from its derivatives by the turned vector's first two coordinates. With the axis v, the angle θ
        /// and the turned vector X′ of X, a derivative g by X′ goes back to: by X, g cos θ - (v × g) sin θ + v (v·g) (1 - cos θ); by θ, g·(v × X′);
        /// by v, (X × g) sin θ + ((v·X) g + (v·g) X) (1 - cos θ); by v θ, ∂v/θ + v (∂θ - v·∂v/θ).
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Backward(ref double row, double p, double q, double u, double v)
        {
            double r = -(p * u + q * v);
            double crossX = _b * r - _c * q, crossY = _c * p - _a * r, crossZ = _a * q - _b * p;
            double turnX = _y * r - _z * q, turnY = _z * p - _x * r, turnZ = _x * q - _y * p;
            double dX, dY, dZ;
            if (_isTurned)
            {
                double versine = 1 - _cosine, share = (_a * p + _b * q + _c * r) * versine, along = _along * versine;
                dX = p * _cosine - crossX * _sine + _a * share;
                dY = q * _cosine - crossY * _sine + _b * share;
                dZ = r * _cosine - crossZ * _sine + _c * share;
                double dAngle = -(crossX * TurnedX + crossY * TurnedY + crossZ * TurnedZ);
                double dA = turnX * _sine + along * p + share * _x, dB = turnY * _sine + along * q + share * _y, dC = turnZ * _sine + along * r + share * _z;
                double radial = dAngle - (_a * dA + _b * dB + _c * dC) * _inverse;
                (turnX, turnY, turnZ) = (dA * _inverse + _a * radial, dB * _inverse + _b * radial, dC * _inverse + _c * radial);
            }
            else
            {
                (dX, dY, dZ) = (p - crossX, q - crossY, r - crossZ);
            }
            row = turnX;
            Unsafe.Add(ref row, 1) = turnY;
            Unsafe.Add(ref row, 2) = turnZ;
            Unsafe.Add(ref row, 3) = -dX;
            Unsafe.Add(ref row, 4) = -dY;
            Unsafe.Add(ref row, 5) = -dZ;
            Unsafe.Add(ref row, 11) = dX;
            Unsafe.Add(ref row, 12) = dY;
            Unsafe.Add(ref row, 13) = dZ;
        }
    }
}
