using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

/// <summary>The six functions of J. J. Moré, D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM
/// TOMS 20 (1994), section 5, with the constants, the starts and the numbers of evaluations of its tables I to VI.</summary>
public class MoreThuenteTests
{
    // Function, μ, η, and per start 10⁻³, 10⁻¹, 10, 10³: evaluations, step and slope as tabulated.
    private static readonly (int Function, double Decrease, double Curvature, (int Evaluations, double Step, double Slope)[] Rows)[] Tables =
    [
        (1, 1e-3, 1e-1, [(6, 1.4, -9.2e-3), (3, 1.4, 4.7e-3), (1, 10, 9.4e-3), (4, 37, 7.3e-4)]),
        (2, 1e-1, 1e-1, [(12, 1.6, 7.1e-9), (8, 1.6, 10e-10), (8, 1.6, -5.0e-9), (11, 1.6, -2.3e-8)]),
        (3, 1e-1, 1e-1, [(12, 1.0, -5.1e-5), (12, 1.0, -1.9e-4), (10, 1.0, -2.0e-6), (13, 1.0, -1.6e-5)]),
        (4, 1e-3, 1e-3, [(4, 0.085, -6.9e-5), (1, 0.10, -4.9e-5), (3, 0.35, -2.9e-6), (4, 0.83, 1.6e-5)]),
        (5, 1e-3, 1e-3, [(6, 0.075, 1.9e-4), (3, 0.078, 7.4e-4), (7, 0.073, -2.6e-4), (8, 0.076, 4.5e-4)]),
        (6, 1e-3, 1e-3, [(13, 0.93, 5.2e-4), (11, 0.93, 8.4e-5), (8, 0.92, -2.4e-4), (11, 0.92, -3.2e-4)]),
    ];

    public static TheoryData<int, int> Cases { get; } =
        [.. from table in Enumerable.Range(0, 6) from row in Enumerable.Range(0, 4) select new TheoryDataRow<int, int>(table, row)];

    [Theory, MemberData(nameof(Cases))]
    public void BehavesAsTabulated(int table, int row)
    {
        (int function, double decrease, double curvature, (int Evaluations, double Step, double Slope)[] rows) = Tables[table];
        (int evaluations, double step, double slope) = rows[row];
        LineSearchResult found = new MoreThuente { SufficientDecrease = decrease, Curvature = curvature }.Search(
            (x, g) =>
            {
                (double value, g[0]) = Function(function, x[0]);
                return value;
            },
            [0.0],
            [1.0],
            Math.Pow(10, 2 * row - 3));
        Assert.Equal(LineSearchOutcome.Satisfied, found.Outcome);
        Assert.True(
            found.Evaluations - 1 <= evaluations + 1 && Math.Abs(found.Step / step - 1) < 0.05,
            $"{found.Evaluations - 1} evaluations for {evaluations}, step {found.Step} for {step}, slope {found.Slope} for {slope}");
    }

    private static (double Value, double Slope) Function(int number, double a) => number switch
    {
        1 => (-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2))),
        2 => (Math.Pow(a + 0.004, 5) - 2 * Math.Pow(a + 0.004, 4), 5 * Math.Pow(a + 0.004, 4) - 8 * Math.Pow(a + 0.004, 3)),
        3 => Wiggles(a),
        4 => Yanai(a, 0.001, 0.001),
        5 => Yanai(a, 0.01, 0.001),
        _ => Yanai(a, 0.001, 0.01),
    };

    // φ₀ falls with slope -1 to 1 - β, is a parabola to 1 + β and rises with slope 1; ripples on it with l = 39, β = 0.01.
    private static (double Value, double Slope) Wiggles(double a)
    {
        const double beta = 0.01, l = 39;
        (double value, double slope) = a <= 1 - beta ? (1 - a, -1.0)
            : a >= 1 + beta ? (a - 1, 1.0)
            : ((a - 1) * (a - 1) / (2 * beta) + beta / 2, (a - 1) / beta);
        return (value + 2 * (1 - beta) / (l * Math.PI) * Math.Sin(l * Math.PI / 2 * a),
            slope + (1 - beta) * Math.Cos(l * Math.PI / 2 * a));
    }

    // γ(β₁)·√((1 - a)² + β₂²) + γ(β₂)·√(a² + β₁²) with γ(β) = √(1 + β²) - β: H. Yanai, M. Ozawa, S. Kaneko.
    private static (double Value, double Slope) Yanai(double a, double beta1, double beta2)
    {
        double gamma1 = Math.Sqrt(1 + beta1 * beta1) - beta1, gamma2 = Math.Sqrt(1 + beta2 * beta2) - beta2;
        double root1 = Math.Sqrt((1 - a) * (1 - a) + beta2 * beta2), root2 = Math.Sqrt(a * a + beta1 * beta1);
        return (gamma1 * root1 + gamma2 * root2, gamma1 * (a - 1) / root1 + gamma2 * a / root2);
    }
}
