namespace DiffGen.Tests.Forms;

/// <summary>Derivatives that are called in a body, beside those of the corpus.</summary>
public static partial class CalledForms
{
    /// <summary>Its rows are taken in reverse, where it isn't differentiated again.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Few([Shape(9)] ReadOnlySpan<double> x, [Shape(2)] Span<double> y)
    {
        y[0] = 0;
        y[1] = 1;
        for (int i = 0; i < 9; i++)
        {
            y[0] += x[i] * x[i] * x[0];
            y[1] *= 1 + 0.1 * x[i];
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp)]
    public static double FewOutputs(ReadOnlySpan<double> x)
    {
        double[] full = [.. x, .. x, .. x], y = new double[2], j = new double[18];
        FewJacobian(full, y, j);
        return y[0] * y[1] + Sum(j);
    }

    private static double Sum(ReadOnlySpan<double> elements)
    {
        double sum = 0;
        for (int i = 0; i < elements.Length; i++)
            sum += elements[i] * elements[i] * (i + 1) + elements[i];
        return sum;
    }

    [Differentiable(Derivatives.Hessian)]
    public static double Cubic(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
            sum += x[i] * x[i] * x[i + 1];
        return sum;
    }

    /// <summary>The matrix may be of a wrong size.</summary>
    [Differentiable]
    public static double OfSize(ReadOnlySpan<double> x, int size)
    {
        double[] g = new double[x.Length], h = new double[size];
        return CubicHessian(x, g, h) * h[0];
    }

    [Differentiable]
    public static double Error(double w, [Batch] double x, [Batch] ReadOnlySpan<double> y) => w * x * y[0];

    /// <summary>The samples may be of wrong numbers.</summary>
    [Differentiable]
    public static double OfSamples(double w, double[] x, double[] y, int count) => ErrorBatchGradient(w, x, y, count, out double dW) * dW;
}
