using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class LbfgsMemoryTests
{
    [Fact]
    public void EmptyMemoryGivesSteepestDescent()
        => Assert.Equal([-1, 2, -3], Direction(new LbfgsMemory(3, 3), [1, -2, 3]));

    // The secant equation H·y = s holds for the newest pair, however many there are.
    [Fact]
    public void NewestPairMeetsTheSecantEquation()
    {
        var memory = new LbfgsMemory(3, 3);
        for (int k = 0; k < 7; k++)
        {
            double[] s = [1, k - 3, 0.5 * k], y = [3, 2.0 * (k - 3) + 0.1, k];
            memory.Add(Point([0, 0, 0], [1, 1, 1]), Point(s, [1 + y[0], 1 + y[1], 1 + y[2]]));
            double[] direction = Direction(memory, y);
            for (int i = 0; i < 3; i++)
                Assert.Equal(-s[i], direction[i], 1e-12);
        }

        Assert.Equal(3, memory.Count);
    }

    [Fact]
    public void PairWithoutPositiveCurvatureIsSkipped()
    {
        var memory = new LbfgsMemory(1, 2);
        SearchPoint origin = Point([0, 0], [0, 0]);
        memory.Add(origin, Point([1, 0], [2, 1]));
        double[] before = Direction(memory, [1, 1]);

        memory.Add(origin, Point([1, 0], [-1, 5]));
        memory.Add(origin, Point([1, 0], [0, 5]));
        memory.Add(origin, Point([0, 0], [0, 0]));
        Assert.Equal(1, memory.Count);
        Assert.Equal(before, Direction(memory, [1, 1]));
    }

    [Fact]
    public void ClearForgets()
    {
        var memory = new LbfgsMemory(2, 2);
        memory.Add(Point([0, 0], [0, 0]), Point([1, 0], [2, 1]));
        memory.Clear();
        Assert.Equal(0, memory.Count);
        Assert.Equal([-1, -1], Direction(memory, [1, 1]));
    }

    private static SearchPoint Point(double[] x, double[] gradient)
    {
        var point = new SearchPoint(x.Length);
        x.CopyTo(point.X, 0);
        gradient.CopyTo(point.Gradient, 0);
        return point;
    }

    private static double[] Direction(LbfgsMemory memory, double[] gradient)
    {
        var direction = new double[gradient.Length];
        memory.Direction(gradient, direction);
        return direction;
    }
}
