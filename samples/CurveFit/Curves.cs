namespace DiffGen.Samples.CurveFit;

/// <summary>The curves, as residuals: model less observation. Their Jacobians are generated.</summary>
public static partial class Curves
{
    /// <summary>Michaelis and Menten's kinetics: b₀·x/(b₁ + x).</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void MichaelisMenten(
        ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> x, [NoDiff] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = b[0] * x[i] / (b[1] + x[i]) - y[i];
    }

    /// <summary>A half-life above a final level: b₀ + b₁·2^(-x/b₂).</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void HalfLife(
        ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> x, [NoDiff] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = b[0] + b[1] * Math.Pow(2, -x[i] / b[2]) - y[i];
    }

    /// <summary>Saturation: b₀·(1 - exp(-b₁·x)).</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Saturation(
        ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> x, [NoDiff] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = b[0] * (1 - Math.Exp(-b[1] * x[i])) - y[i];
    }

    /// <summary>Logistic growth: b₀/(1 + exp((b₁ - x)/b₂)).</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Logistic(
        ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> x, [NoDiff] ReadOnlySpan<double> y, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = b[0] / (1 + Math.Exp((b[1] - x[i]) / b[2])) - y[i];
    }

    /// <summary>A viscometer: b₀·viscosity/(weight - b₁).</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Viscometer(
        ReadOnlySpan<double> b,
        [NoDiff] ReadOnlySpan<double> viscosity,
        [NoDiff] ReadOnlySpan<double> weight,
        [NoDiff] ReadOnlySpan<double> y,
        Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = b[0] * viscosity[i] / (weight[i] - b[1]) - y[i];
    }

    /// <summary>A drug that is absorbed and eliminated at rates of first order; b has the logarithms of the rate of elimination, of
    /// the rate of absorption and of the clearance.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Absorption(
        ReadOnlySpan<double> b, [NoDiff] double dose, [NoDiff] ReadOnlySpan<double> t, [NoDiff] ReadOnlySpan<double> y, Span<double> residuals)
    {
        double elimination = Math.Exp(b[0]), absorption = Math.Exp(b[1]);
        double height = dose * Math.Exp(b[0] + b[1] - b[2]) / (absorption - elimination);
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = height * (Math.Exp(-elimination * t[i]) - Math.Exp(-absorption * t[i])) - y[i];
    }
}
