using DiffGen.Data;
using DiffGen.Minimizers;

namespace DiffGen.Samples.CurveFit;

/// <summary>A curve, the data that it is fitted to, and where to begin.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Parameters">The names of the parameters.</param>
/// <param name="Residuals">The residuals with their Jacobian.</param>
/// <param name="Count">How many residuals.</param>
/// <param name="Start">A first guess of the parameters.</param>
public sealed record Fit(string Name, string[] Parameters, JacobianFunction<double> Residuals, int Count, double[] Start)
{
    /// <summary>Fits the curve.</summary>
    /// <returns>The parameters, with standard errors.</returns>
    public LeastSquaresResult Run() => new LevenbergMarquardt().Minimize(Residuals, Count, Start);

    /// <summary>All fits of the sample.</summary>
    /// <param name="folder">Where the data are.</param>
    /// <returns>The fits.</returns>
    public static IReadOnlyList<Fit> All(string folder)
    {
        // The treated cells come first.
        (double[] conc, double[] rate) = Columns("Puromycin.csv", "conc", "rate", rows: 12);
        (double[] days, double[] weight) = Columns("wtloss.csv", "Days", "Weight");
        (double[] time, double[] demand) = Columns("BOD.csv", "Time", "demand");
        (double[] concentration, double[] density) = Columns("DNase.csv", "conc", "density", rows: 16);
        (double[] viscosity, double[] load) = Columns("stormer.csv", "Viscosity", "Wt");
        double[] turns = Columns("stormer.csv", "Wt", "Time").Y;
        (double[] age, double[] girth) = Columns("Orange.csv", "age", "circumference", rows: 7);
        (double[] hours, double[] level) = Columns("Theoph.csv", "Time", "conc", rows: 11);
        double dose = Columns("Theoph.csv", "Dose", "conc", rows: 1).X[0];
        double[] logs = [.. concentration.Select(x => Math.Log(x))];

        return
        [
            new("Puromycin treated", ["Vm", "K"], (b, r, j) => Curves.MichaelisMentenJacobian(b, conc, rate, r, j), rate.Length, [200, 0.1]),
            new("wtloss", ["final", "loss", "half-life"], (b, r, j) => Curves.HalfLifeJacobian(b, days, weight, r, j), weight.Length, [90, 95, 120]),
            new("BOD", ["demand", "rate"], (b, r, j) => Curves.SaturationJacobian(b, time, demand, r, j), demand.Length, [20, 0.25]),
            new("DNase run 1", ["Asym", "xmid", "scal"], (b, r, j) => Curves.LogisticJacobian(b, logs, density, r, j), density.Length, [3, 0, 1]),
            new("stormer", ["slope", "offset"], (b, r, j) => Curves.ViscometerJacobian(b, viscosity, load, turns, r, j), turns.Length, [28, 2]),
            new("Orange tree 1", ["Asym", "xmid", "scal"], (b, r, j) => Curves.LogisticJacobian(b, age, girth, r, j), girth.Length, [150, 700, 350]),
            new("Theoph subject 1", ["ln ke", "ln ka", "ln Cl"], (b, r, j) => Curves.AbsorptionJacobian(b, dose, hours, level, r, j), level.Length, [-2.5, 0.5, -3]),
        ];

        (double[] X, double[] Y) Columns(string file, string x, string y, int rows = int.MaxValue)
        {
            NumericTable table = NumericTable.Read(Path.Combine(folder, file), new TableFormat { Header = true, Columns = [x, y] });
            int count = Math.Min(rows, table.Rows);
            return (table.Column(x)[..count], table.Column(y)[..count]);
        }
    }
}
