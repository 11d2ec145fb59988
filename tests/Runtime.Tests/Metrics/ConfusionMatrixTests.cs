using DiffGen.Metrics;

namespace DiffGen.Tests.Metrics;

public class ConfusionMatrixTests
{
    // rows: actual; columns: predicted
    //   5 1 0
    //   2 3 0
    //   0 4 0
    private static ConfusionMatrix Example()
    {
        var matrix = new ConfusionMatrix(3);
        int[,] counts = { { 5, 1, 0 }, { 2, 3, 0 }, { 0, 4, 0 } };
        for (int actual = 0; actual < 3; actual++)
        {
            for (int predicted = 0; predicted < 3; predicted++)
            {
                for (int n = 0; n < counts[actual, predicted]; n++)
                    matrix.Add(actual, predicted);
            }
        }

        return matrix;
    }

    [Fact]
    public void Counts()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal((3, 15), (matrix.Classes, matrix.Total));
        Assert.Equal((2, 1, 4), (matrix[1, 0], matrix[0, 1], matrix[2, 1]));
        Assert.Equal((6, 5, 4), (matrix.Support(0), matrix.Support(1), matrix.Support(2)));
    }

    [Fact]
    public void Scores()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal(8.0 / 15, matrix.Accuracy, 1e-15);
        Assert.Equal((5.0 / 7, 5.0 / 6, 10.0 / 13), (matrix.Precision(0), matrix.Recall(0), matrix.F1(0)));
        Assert.Equal((3.0 / 8, 3.0 / 5, 6.0 / 13), (matrix.Precision(1), matrix.Recall(1), matrix.F1(1)));
        Assert.Equal((5.0 / 7 + 3.0 / 8) / 3, matrix.MacroPrecision, 1e-15);
        Assert.Equal((5.0 / 6 + 3.0 / 5) / 3, matrix.MacroRecall, 1e-15);
        Assert.Equal(16.0 / 13 / 3, matrix.MacroF1, 1e-15);
    }

    [Fact]
    public void ZeroOverZeroIsZero()
    {
        Assert.Equal((0, 0, 0), (Example().Precision(2), Example().Recall(2), Example().F1(2)));
        var empty = new ConfusionMatrix(2);
        Assert.Equal((0, 0, 0), (empty.Accuracy, empty.MacroF1, empty.Recall(0)));
    }

    [Fact]
    public void PrintsATable()
        => Assert.Equal(
            """
               class  precision  recall      f1  support
                   0     0.7143  0.8333  0.7692        6
                   1     0.3750  0.6000  0.4615        5
                   2     0.0000  0.0000  0.0000        4
                mean     0.3631  0.4778  0.4103       15
            accuracy 0.5333
            """,
            Example().ToString());

    [Fact]
    public void ClassesAreChecked()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal("actual", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0)).ParamName);
        Assert.Equal("predicted", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, -1)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Recall(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
        Assert.Equal(15, matrix.Total);
    }
}
