using DiffGen.Minimizers;
using DiffGen.Numerics;

namespace DiffGen.Tests.LeastSquares;

public class LeastSquaresRobustTests
{
    public static TheoryData<Type, RobustLoss> Cases
    {
        get
        {
            var cases = new TheoryData<Type, RobustLoss>();
            foreach (Type type in LeastSquaresMethods.All.Select(row => row.Data))
            {
                foreach (RobustLoss loss in new[]
                {
                    RobustLoss.Huber(0.2), RobustLoss.SoftL1(0.2), RobustLoss.Cauchy(0.2), RobustLoss.Arctan(0.2), RobustLoss.Tukey(1),
                })
                {
                    cases.Add(type, loss);
                }
            }

            return cases;
        }
    }

    /// <summary>Three of forty points are far off; the others lie around 2·exp(-0.5·t).</summary>
    [Theory, MemberData(nameof(Cases))]
    public void OutliersHaveLittleInfluence(Type type, RobustLoss loss)
    {
        (double[] ts, double[] ys) = Contaminated();
        LeastSquaresResult plain = LeastSquaresMethods.Create(type).Minimize(Residuals.Decay(ts, ys), ts.Length, [1.5, 0.4]);
        LeastSquaresResult robust = Run(type, loss, ts, ys);
        Assert.True(robust.Converged, robust.ToString());
        Assert.True(Math.Abs(plain.Point[0] - 2) > 0.2 || Math.Abs(plain.Point[1] - 0.5) > 0.1);
        Assert.Equal(2, robust.Point[0], 0.1);
        Assert.Equal(0.5, robust.Point[1], 0.05);
        Assert.True(robust.StandardErrors[0] < plain.StandardErrors[0] / 2);
    }

    /// <summary>The solution satisfies Σ ρ'(zᵢ)·rᵢ·∂rᵢ = 0, and the cost is that of the loss.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void SolvesTheEquationsOfTheLoss(Type type, RobustLoss loss)
    {
        (double[] ts, double[] ys) = Contaminated();
        LeastSquaresResult result = Run(type, loss, ts, ys);
        double[] r = new double[ts.Length], j = new double[2 * ts.Length], gradient = new double[2];
        Residuals.Decay(ts, ys)(result.Point, r, j);
        double cost = 0;
        for (int i = 0; i < r.Length; i++)
        {
            double z = r[i] * r[i] / (loss.Scale * loss.Scale);
            cost += 0.5 * loss.Scale * loss.Scale * loss.Evaluate(z, out double first, out _);
            gradient[0] += first * r[i] * j[2 * i];
            gradient[1] += first * r[i] * j[2 * i + 1];
        }

        Assert.Equal(cost, result.Cost, 1e-12);
        Assert.Equal(0, gradient[0], 1e-10);
        Assert.Equal(0, gradient[1], 1e-10);
        Assert.Contains("\ncost  ", result.FullReport(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Cases))]
    public void LargeScaleIsOrdinaryLeastSquares(Type type, RobustLoss loss)
    {
        (double[] ts, double[] ys) = Contaminated();
        RobustLoss wide = loss switch
        {
            HuberLoss => RobustLoss.Huber(1e6),
            SoftL1Loss => RobustLoss.SoftL1(1e6),
            CauchyLoss => RobustLoss.Cauchy(1e6),
            ArctanLoss => RobustLoss.Arctan(1e6),
            _ => RobustLoss.Tukey(1e6),
        };
        LeastSquaresResult plain = LeastSquaresMethods.Create(type).Minimize(Residuals.Decay(ts, ys), ts.Length, [1.5, 0.4]);
        LeastSquaresResult robust = Run(type, wide, ts, ys);
        Assert.Equal(plain.Point[0], robust.Point[0], 1e-9);
        Assert.Equal(plain.Point[1], robust.Point[1], 1e-9);
        Assert.Equal(plain.StandardErrors[0], robust.StandardErrors[0], 1e-9);
    }

    /// <summary>The mean with Huber's loss: outliers count with the scale. Of 0, 1, 2 and 100 with scale 3: (μ-0)+(μ-1)+(μ-2) = 3.</summary>
    [Fact]
    public void HubersMeanAndItsError()
    {
        double[] ys = [0, 1, 2, 100];
        LeastSquaresResult result = new LevenbergMarquardt { Loss = RobustLoss.Huber(3) }.Minimize(
            (x, r, j) =>
            {
                for (int i = 0; i < 4; i++)
                    (r[i], j[i]) = (x[0] - ys[i], 1);
            },
            4,
            [50]);
        Assert.Equal(2, result.Point[0], 1e-10);

        // ψ = 2, 1, 0, -3; ψ' = 1, 1, 1, 0: Σψ²/3 = 14/3, mean ψ' = 3/4, var ψ' = 3/16, K = 1 + (1/4)·(3/16)/(9/16) = 13/12.
        double expected = 13.0 / 12 * Math.Sqrt(14.0 / 3) / 0.75 / 2;
        Assert.Equal(expected, result.StandardErrors[0], 1e-10);
    }

    private static LeastSquaresResult Run(Type type, RobustLoss loss, double[] ts, double[] ys)
        => LeastSquaresMethods.Create(type, (nameof(LeastSquaresMinimizer.Loss), loss))
            .Minimize(Residuals.Decay(ts, ys), ts.Length, [1.5, 0.4]);

    private static (double[] Times, double[] Values) Contaminated()
    {
        var random = new Xoshiro256StarStar(3);
        double[] ts = [.. Enumerable.Range(0, 40).Select(i => 0.1 * i)];
        double[] ys = [.. ts.Select(t => 2 * Math.Exp(-0.5 * t) + 0.05 * random.NextNormal())];
        ys[4] += 6;
        ys[20] -= 5;
        ys[35] += 7;
        return (ts, ys);
    }
}
