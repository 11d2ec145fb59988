using System.Globalization;

namespace DiffGen.Plots;

/// <summary>An axis: which numbers it spans, and where its marks are.</summary>
internal sealed class PlotAxis
{
    private readonly AxisScale _scale;
    private readonly double _low;
    private readonly double _high;

    private PlotAxis(AxisScale scale, double low, double high, IReadOnlyList<Tick> ticks)
        => (_scale, _low, _high, Ticks) = (scale, low, high, ticks);

    /// <summary>The marks.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>An axis that spans some numbers.</summary>
    /// <param name="scale">Its scale.</param>
    /// <param name="numbers">The numbers; those that it can't show don't count.</param>
    /// <param name="labels">About how many labels there is room for.</param>
    /// <returns>The axis.</returns>
    public static PlotAxis Of(AxisScale scale, IEnumerable<double> numbers, int labels)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double number in numbers)
        {
            if (!CanShow(scale, number))
                continue;
            low = Math.Min(low, number);
            high = Math.Max(high, number);
        }

        if (low > high)
            (low, high) = scale == AxisScale.Linear ? (0, 1) : (1, 10);
        return scale == AxisScale.Linear ? Linear(low, high, labels) : Logarithmic(low, high, labels);
    }

    /// <summary>Whether a number has a place on an axis of a scale.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="number">The number.</param>
    /// <returns><c>true</c> if it has.</returns>
    public static bool CanShow(AxisScale scale, double number)
        => double.IsFinite(number) && (scale == AxisScale.Linear || number > 0);

    /// <summary>Where a number stands.</summary>
    /// <param name="number">A number that the axis can show.</param>
    /// <returns>0 at its beginning, 1 at its end.</returns>
    public double Position(double number)
    {
        double low = Along(_low), high = Along(_high);

        // Half first: the difference of two large numbers may overflow.
        return (Along(number) / 2 - low / 2) / (high / 2 - low / 2);
    }

    // Steps of 1, 2 or 5 times a power of 10; the axis ends at marks.
    private static PlotAxis Linear(double low, double high, int labels)
    {
        // Differences of a few rounding errors have no marks between them.
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= 1e-12 * size)
        {
            double margin = size == 0 ? 1 : Math.Max(size * 0.1, 1e-290);
            (low, high) = (Math.Max(low - margin, double.MinValue), Math.Min(high + margin, double.MaxValue));
        }

        double raw = Math.Max((high / 2 - low / 2) / Math.Max(1, labels) * 2, 1e-300);
        int exponent = (int)Math.Floor(Math.Log10(raw));
        double power = Math.Pow(10, exponent), ratio = raw / power;
        double step = (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10) * power;
        double first = Math.Floor(low / step + 1e-9), last = Math.Ceiling(high / step - 1e-9);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = new List<Tick>();
        for (double k = first; k <= last; k++)
        {
            // 3 · 0.1 isn't 0.3: rounded to the decimals shown.
            double value = decimals <= 15 ? Math.Round(k * step, decimals) : k * step;
            ticks.Add(new Tick(value, LinearLabel(value, step, decimals)));
        }

        return new PlotAxis(AxisScale.Linear, first * step, last * step, ticks);
    }

    private static string LinearLabel(double value, double step, int decimals)
    {
        string label = decimals <= 4 && Math.Abs(value) < 1e6
            ? value.ToString("F" + decimals, CultureInfo.InvariantCulture)
            : Math.Abs(value) < step / 2 ? "0" : value.ToString("0.####e+0", CultureInfo.InvariantCulture);
        return label.Replace('-', '−');
    }

    // Powers of 10, each or every second, third, …; the axis ends at such powers. Within two powers 2 and 5 have labels too.
    private static PlotAxis Logarithmic(double low, double high, int labels)
    {
        int first = (int)Math.Floor(Math.Log10(low) + 1e-9), last = (int)Math.Ceiling(Math.Log10(high) - 1e-9);
        if (first >= last)
            last = first + 1;
        int stride = Math.Max(1, (int)Math.Ceiling((double)(last - first) / Math.Max(1, labels)));

        // No further than doubles reach.
        first = Math.Max((int)Math.Floor((double)first / stride) * stride, -323);
        last = Math.Min((int)Math.Ceiling((double)last / stride) * stride, 308);
        bool isNarrow = last - first <= 2;
        var ticks = new List<Tick>();
        for (int k = first; k <= last; k += stride)
        {
            ticks.Add(new Tick(Math.Pow(10, k), PowerLabel(k)));
            if (stride > 1 || k == last)
                continue;
            for (int digit = 2; digit < 10; digit++)
            {
                double value = digit * Math.Pow(10, k);
                ticks.Add(new Tick(value, isNarrow && (digit is 2 or 5) ? DigitLabel(digit, k) : ""));
            }
        }

        return new PlotAxis(AxisScale.Logarithmic, Math.Pow(10, first), Math.Pow(10, last), ticks);
    }

    private static string PowerLabel(int k) => k is >= 0 and <= 3
        ? Math.Pow(10, k).ToString("F0", CultureInfo.InvariantCulture)
        : "10" + Superscript(k);

    private static string DigitLabel(int digit, int k) => k is >= 0 and <= 2
        ? (digit * Math.Pow(10, k)).ToString("F0", CultureInfo.InvariantCulture)
        : digit + "·10" + Superscript(k);

    private static string Superscript(int number)
    {
        const string digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        string text = number.ToString(CultureInfo.InvariantCulture);
        return string.Concat(text.Select(c => c == '-' ? '⁻' : digits[c - '0']));
    }

    private double Along(double number) => _scale == AxisScale.Linear ? number : Math.Log10(number);
}
