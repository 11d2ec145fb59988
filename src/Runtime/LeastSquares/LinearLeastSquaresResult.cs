namespace DiffGen.Minimizers;

/// <summary>The solution of a linear least-squares problem.</summary>
public sealed class LinearLeastSquaresResult
{
    /// <summary>Makes a result.</summary>
    /// <param name="coefficients">x.</param>
    /// <param name="residuals">b - A·x.</param>
    /// <param name="inverse">(AᵀA)⁻¹.</param>
    internal LinearLeastSquaresResult(double[] coefficients, double[] residuals, ParameterCovariance inverse)
    {
        int n = coefficients.Length;
        Coefficients = coefficients;
        Residuals = residuals;
        Rank = inverse.Rank;
        DegreesOfFreedom = residuals.Length - Rank;
        double sum = 0;
        foreach (double r in residuals)
            sum += r * r;
        ResidualSumOfSquares = sum;
        ResidualStandardError = DegreesOfFreedom > 0 ? Math.Sqrt(sum / DegreesOfFreedom) : double.NaN;
        Covariance = new double[n, n];
        StandardErrors = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                Covariance[i, j] = ResidualStandardError * ResidualStandardError * inverse.Matrix[i, j];
            StandardErrors[i] = ResidualStandardError * Math.Sqrt(inverse.Matrix[i, i]);
        }
    }

    /// <summary>x, one number per column.</summary>
    public double[] Coefficients { get; }

    /// <summary>b - A·x.</summary>
    public double[] Residuals { get; }

    /// <summary>The sum of their squares.</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>The number of independent columns.</summary>
    public int Rank { get; }

    /// <summary>The number of rows less <see cref="Rank"/>.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>√(Σr²/degrees of freedom); NaN where there are none.</summary>
    public double ResidualStandardError { get; }

    /// <summary>s²·(AᵀA)⁻¹, columns × columns; NaN in the rows and columns of coefficients that aren't determined, and everywhere
    /// without a degree of freedom.</summary>
    public double[,] Covariance { get; }

    /// <summary>The roots of its diagonal.</summary>
    public double[] StandardErrors { get; }
}
