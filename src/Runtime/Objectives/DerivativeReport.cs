using System.Globalization;

namespace DiffGen;

/// <summary>What <see cref="Gradient"/>'s <c>Check</c> found: the derivative of all compared that differs most.</summary>
/// <param name="Compared">The number of derivatives compared.</param>
/// <param name="Worst">What differs most: <c>gradient[3]</c>, <c>hessian[1, 2]</c>, <c>directional derivative 0</c>, …;
/// empty where nothing was compared.</param>
/// <param name="Component">The index of the input (of a Jacobian or Hessian: the column) that this is about; -1 for a direction.</param>
/// <param name="Actual">The derivative that was given.</param>
/// <param name="Expected">What it was compared with: a difference quotient, or another mode.</param>
/// <param name="RelativeError">|actual − expected| in units of the largest derivative beside it; infinite where one of the
/// two isn't a number.</param>
/// <param name="Uncertainty">How far the difference quotients themselves are apart, in the same units: an error not much above
/// says nothing. 0 where another mode was compared with.</param>
/// <param name="Step">The step of the difference quotient, in units of the input; 0 where another mode was compared with.</param>
public sealed record DerivativeReport(
    int Compared, string Worst, int Component, double Actual, double Expected, double RelativeError, double Uncertainty, double Step)
{
    /// <summary>Nothing was compared.</summary>
    internal static readonly DerivativeReport Nothing = new(0, "", -1, 0, 0, 0, 0, 0);

    /// <summary>Whether every derivative is within a tolerance.</summary>
    /// <param name="tolerance">The largest relative error; 1e-6 is a good one for <c>double</c>, 1e-2 for <c>float</c>.</param>
    public bool IsWithin(double tolerance) => RelativeError <= tolerance;

    /// <summary>The worst derivative, on one line.</summary>
    public override string ToString() => Compared == 0
        ? "nothing compared"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Compared} derivatives; worst: {Worst} is {Actual:G9}, expected {Expected:G9} (relative error {RelativeError:E1}, uncertainty {Uncertainty:E1}, step {Step:E1})");

    /// <summary>The worse of two, counting both.</summary>
    internal DerivativeReport And(DerivativeReport other) => (other.RelativeError > RelativeError || Compared == 0 ? other : this) with { Compared = Compared + other.Compared };
}
