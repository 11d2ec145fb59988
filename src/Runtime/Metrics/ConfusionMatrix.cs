using System.Globalization;
using System.Text;

namespace DiffGen.Metrics;

/// <summary>How often samples of each class were predicted as each class, and the scores that follow.</summary>
/// <remarks>A score whose denominator is 0 (a class that never occurs, or is never predicted) is 0.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Makes an empty matrix.</summary>
    /// <param name="classes">The number of classes, at least 2; they are numbered from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 2.</exception>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Classes = classes;
        _counts = new long[checked(classes * classes)];
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of samples counted.</summary>
    public long Total { get; private set; }

    /// <summary>How often a class was predicted for samples of a class.</summary>
    /// <param name="actual">The class they belong to.</param>
    /// <param name="predicted">The class predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] => _counts[Index(actual, predicted)];

    /// <summary>Counts a sample.</summary>
    /// <param name="actual">The class it belongs to.</param>
    /// <param name="predicted">The class predicted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int actual, int predicted)
    {
        _counts[Index(actual, predicted)]++;
        Total++;
    }

    /// <summary>The part of all samples that was predicted right.</summary>
    public double Accuracy => Ratio(Enumerable.Range(0, Classes).Sum(c => this[c, c]), Total);

    /// <summary>The mean over the classes of <see cref="Precision"/>.</summary>
    public double MacroPrecision => Enumerable.Range(0, Classes).Average(Precision);

    /// <summary>The mean over the classes of <see cref="Recall"/>.</summary>
    public double MacroRecall => Enumerable.Range(0, Classes).Average(Recall);

    /// <summary>The mean over the classes of <see cref="F1"/>.</summary>
    public double MacroF1 => Enumerable.Range(0, Classes).Average(F1);

    /// <summary>Of the samples predicted as a class, the part that belongs to it: TP / (TP + FP).</summary>
    /// <param name="class">The class.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int @class) => Ratio(this[@class, @class], Predicted(@class));

    /// <summary>Of the samples that belong to a class, the part predicted as it: TP / (TP + FN).</summary>
    /// <param name="class">The class.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int @class) => Ratio(this[@class, @class], Support(@class));

    /// <summary>The harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN).</summary>
    /// <param name="class">The class.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double F1(int @class) => Ratio(2 * this[@class, @class], Predicted(@class) + Support(@class));

    /// <summary>The number of samples that belong to a class: TP + FN.</summary>
    /// <param name="class">The class.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Support(int @class) => Enumerable.Range(0, Classes).Sum(c => this[@class, c]);

    /// <summary>A table: precision, recall, F1 and support of every class, their means, and the accuracy.</summary>
    /// <returns>The text, of several lines without an end of line after the last.</returns>
    public override string ToString()
    {
        var text = new StringBuilder("   class  precision  recall      f1  support\n");
        for (int c = 0; c < Classes; c++)
            Row(text, c.ToString(CultureInfo.InvariantCulture), Precision(c), Recall(c), F1(c), Support(c));
        Row(text, "mean", MacroPrecision, MacroRecall, MacroF1, Total);
        return text.Append(CultureInfo.InvariantCulture, $"accuracy {Accuracy:F4}").ToString();
    }

    private static void Row(StringBuilder text, string name, double precision, double recall, double f1, long support)
        => text.Append(CultureInfo.InvariantCulture, $"{name,8}  {precision,9:F4}  {recall,6:F4}  {f1,6:F4}  {support,7}\n");

    private static double Ratio(long numerator, long denominator)
        => denominator == 0 ? 0 : (double)numerator / denominator;

    private long Predicted(int @class) => Enumerable.Range(0, Classes).Sum(c => this[c, @class]);

    private int Index(int actual, int predicted)
    {
        Check(actual, nameof(actual));
        Check(predicted, nameof(predicted));
        return actual * Classes + predicted;
    }

    private void Check(int @class, string parameter)
    {
        if ((uint)@class >= (uint)Classes)
        {
            throw new ArgumentOutOfRangeException(
                parameter, @class, $"'{parameter}' must be a class from 0 to {Classes - 1}");
        }
    }
}
