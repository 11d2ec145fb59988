using System.Globalization;
using System.Text;

namespace DiffGen.Minimizers;

/// <summary>The text of <see cref="LeastSquaresResult.FullReport"/>.</summary>
internal static class LeastSquaresReport
{
    // Beyond this a table of correlations isn't readable any more.
    private const int MaxCorrelated = 12;

    /// <summary>Writes the report.</summary>
    /// <param name="result">The result.</param>
    /// <param name="names">The names of the parameters, or none.</param>
    /// <param name="isAtBound">Which of them are at a bound.</param>
    /// <returns>The text.</returns>
    public static string Of(LeastSquaresResult result, ReadOnlySpan<string> names, bool[] isAtBound)
    {
        var labels = new string[result.Point.Length];
        for (int j = 0; j < labels.Length; j++)
            labels[j] = names.Length > 0 ? names[j] : FormattableString.Invariant($"b{j + 1}");
        var text = new StringBuilder();
        Line(text, $"{(result.Converged ? "Converged" : "Not converged")} ({result.Reason}): {result.Iterations} iterations, {result.Evaluations} evaluations, {result.JacobianEvaluations} of them with Jacobian");
        text.Append('\n');
        Parameters(text, result, labels, isAtBound);
        text.Append('\n');
        Residuals(text, result);
        Correlations(text, result, labels);
        return text.ToString();
    }

    private static void Parameters(StringBuilder text, LeastSquaresResult result, string[] labels, bool[] isAtBound)
    {
        int width = "parameter".Length;
        foreach (string label in labels)
            width = Math.Max(width, label.Length);
        Line(text, $"{"parameter".PadRight(width)}  {"estimate",15}  {"std. error",12}  {"t value",10}  95 % confidence interval");
        (double Lower, double Upper)[] intervals = result.ConfidenceIntervals();
        for (int j = 0; j < labels.Length; j++)
        {
            string start = string.Create(CultureInfo.InvariantCulture, $"{labels[j].PadRight(width)}  {result.Point[j],15:G9}");
            double error = result.StandardErrors[j];
            if (isAtBound[j])
                Line(text, $"{start}  at a bound");
            else if (!double.IsNaN(error))
                Line(text, $"{start}  {error,12:G6}  {result.Point[j] / error,10:G4}  [{intervals[j].Lower:G7}, {intervals[j].Upper:G7}]");
            else
                Line(text, $"{start}  {(result.DegreesOfFreedom == 0 ? "no standard error" : "not determined by the residuals")}");
        }
    }

    private static void Residuals(StringBuilder text, LeastSquaresResult result)
    {
        Line(text, $"residual sum of squares  {result.ResidualSumOfSquares:G9}");
        if (result.DegreesOfFreedom > 0)
            Line(text, $"residual standard error  {result.ResidualStandardError:G6} on {result.DegreesOfFreedom} degrees of freedom");
        else
            Line(text, $"no degrees of freedom: {result.Residuals.Length} residuals, {result.Rank} independent parameters");
        if (result.Cost != 0.5 * result.ResidualSumOfSquares)
            Line(text, $"cost                     {result.Cost:G9}");
        Line(text, $"gradient norm            {result.GradientNorm:G3}");
    }

    private static void Correlations(StringBuilder text, LeastSquaresResult result, string[] labels)
    {
        if (labels.Length is < 2 or > MaxCorrelated || result.DegreesOfFreedom == 0)
            return;
        text.Append("\ncorrelation of the estimates\n");
        double[,] correlation = result.Correlation();
        int width = 7;
        foreach (string label in labels)
            width = Math.Max(width, label.Length);
        for (int i = 1; i < labels.Length; i++)
        {
            text.Append(labels[i].PadRight(width));
            for (int j = 0; j < i; j++)
            {
                string number = double.IsNaN(correlation[i, j]) ? "-" : correlation[i, j].ToString("F4", CultureInfo.InvariantCulture);
                text.Append(' ').Append(number.PadLeft(width));
            }

            text.Append('\n');
        }

        text.Append(' ', width);
        for (int j = 0; j < labels.Length - 1; j++)
            text.Append(' ').Append(labels[j].PadLeft(width));
        text.Append('\n');
    }

    private static void Line(StringBuilder text, FormattableString line)
        => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
