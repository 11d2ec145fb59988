namespace DiffGen.Tests.Corpus;

/// <summary>ref locals, ref, out and in parameters, ref results: two names for one place.</summary>
public static partial class References
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(LocalAlias), LocalAlias, LocalAliasGradient, LocalAliasPullback, [1, 2], [-0.5, 3]),
        CorpusProgram.OfPair(nameof(FieldAlias), FieldAlias, FieldAliasGradient, FieldAliasPullback, [1, 2], [-0.5, 3]),
        CorpusProgram.InPlace(nameof(ElementAlias), at => ElementAlias(at), (at, s, d) => ElementAliasPullback(at, s, d), [1, 2, 3], [0.5, -1, 2]),
        CorpusProgram.OfVector(nameof(ReboundInLoop), at => ReboundInLoop(at), (at, g) => ReboundInLoopGradient(at, g),
            (at, s, d) => ReboundInLoopPullback(at, s, d), [1, 3, 2], [4, 2, 5, 1]),
        CorpusProgram.OfVector(nameof(SameElementTwice), at => SameElementTwice(at), (at, g) => SameElementTwiceGradient(at, g),
            (at, s, d) => SameElementTwicePullback(at, s, d), [1, 3, 2], [0.4, -2, 1.5, 1]),
        CorpusProgram.InPlace(nameof(SortByReference), at => SortByReference(at), (at, s, d) => SortByReferencePullback(at, s, d),
            [3, 1, 2], [4, 2, 5, 1]),
        CorpusProgram.OfPair(nameof(SameLocalTwice), SameLocalTwice, SameLocalTwiceGradient, SameLocalTwicePullback, [1, 2], [-0.5, 3]),
        CorpusProgram.OfPair(nameof(OutInCondition), OutInCondition, OutInConditionGradient, OutInConditionPullback, [3, 1], [1, 3], [-4, 2]),
        CorpusProgram.OfPair(nameof(RecursiveReference), RecursiveReference, RecursiveReferenceGradient, RecursiveReferencePullback, [1.1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(InSeesTheWrite), InSeesTheWrite, InSeesTheWriteGradient, InSeesTheWritePullback, [1.1, 0.4], [-0.5, 2]),
        CorpusProgram.OfVector(nameof(ForeachReference), at => ForeachReference(at), (at, g) => ForeachReferenceGradient(at, g),
            (at, s, d) => ForeachReferencePullback(at, s, d), [1, 3, 2], [0.4, -2, 1.5, 1]),
        CorpusProgram.OfVector(nameof(IndexOnce), at => IndexOnce(at), (at, g) => IndexOnceGradient(at, g),
            (at, s, d) => IndexOncePullback(at, s, d), [1, 3, 2], [0.4, -2, 1.5]),
        CorpusProgram.OfVector(nameof(LargestByReference), at => LargestByReference(at), (at, g) => LargestByReferenceGradient(at, g),
            (at, s, d) => LargestByReferencePullback(at, s, d), [1, 3, 2], [4, -2, 1.5]),
        CorpusProgram.OfPair(nameof(OutReplaces), OutReplaces, OutReplacesGradient, OutReplacesPullback, [1.1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(MixedReferences), MixedReferences, MixedReferencesGradient, MixedReferencesPullback, [1.1, 0.4], [-0.5, 2]),
        CorpusProgram.OfVector(nameof(Cursor), at => Cursor(at), (at, g) => CursorGradient(at, g), (at, s, d) => CursorPullback(at, s, d),
            [1, 3, 2, 0.5], [0.4, -2, 1.5, 2]),
        CorpusProgram.OfPair(nameof(ReferenceResult), ReferenceResult, ReferenceResultGradient, ReferenceResultPullback, [3, 1], [1, 3]),
        CorpusProgram.OfPair(nameof(ChosenReference), ChosenReference, ChosenReferenceGradient, ChosenReferencePullback, [3, 1], [1, 3]),
        CorpusProgram.OfPair(nameof(ReadOnlyPlaces), ReadOnlyPlaces, ReadOnlyPlacesGradient, ReadOnlyPlacesPullback, [1.2, 0.4], [0.7, -1]),
    ];

    /// <summary>One variable by several read-only references, in recursion.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReadOnlyPlaces(double x, double y)
    {
        (double First, double Second) pair = (x, y);
        return ProductOfPlaces(4, in x, in x, in y) + ProductOfPlaces(3, in pair.First, in pair.Second, in pair.First);
    }

    private static double ProductOfPlaces(int depth, in double a, in double b, in double c)
        => depth == 0 ? a * b + c : ProductOfPlaces(depth - 1, in b, in b, in a) * 0.5 + c;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LocalAlias(double x, double y)
    {
        double a = x, b = y;
        ref double r = ref a;
        r *= b;
        double before = a;
        a += y;
        r = ref b;
        r = before * r;
        return a * b + before;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FieldAlias(double x, double y)
    {
        Pair p = new() { A = x, B = y };
        ref Pair q = ref p;
        ref double b = ref q.B;
        Pair copy = q;
        b *= q.A;
        q.A += p.B;
        p = new Pair { A = p.B, B = q.A * copy.B };
        return b * p.A + q.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ElementAlias(Span<double> a)
    {
        int i = 0;
        ref double first = ref a[i];
        i = 2;
        ref double last = ref a[i];
        first *= last;
        last += a[0] * a[1];
        a[0] = first * a[2];
        return first + last * last;
    }

    /// <summary>The reference moves to the largest element so far, which is halved.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReboundInLoop(ReadOnlySpan<double> source)
    {
        double[] a = source.ToArray();
        ref double best = ref a[0];
        for (int i = 1; i < a.Length; i++)
        {
            if (a[i] > best)
                best = ref a[i];
            best = best * 0.5 + a[0] * a[i];
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (i + 1) * a[i] * a[i];
        return sum + best;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SameElementTwice(ReadOnlySpan<double> source)
    {
        double[] a = source.ToArray();
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a.Length; j++)
                Mix(ref a[i], ref a[j]);
        }

        double sum = 0;
        foreach (double x in a)
            sum += x * x;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SortByReference(Span<double> a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            int least = i;
            for (int j = i + 1; j < a.Length; j++)
            {
                if (a[j] < a[least])
                    least = j;
            }

            Swap(ref a[i], ref a[least]);
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum = sum * 0.5 + (i + 1) * a[i] * a[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SameLocalTwice(double x, double y)
    {
        double a = x * y;
        Mix(ref a, ref a);
        Mix(ref a, ref y);
        Mix(ref y, ref a);
        return a * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OutInCondition(double b, double c)
    {
        if (TryRoots(b, c, out double low, out double high) && low > -2)
            return low * high * high;
        if (!TryRoot(b * b + c, out double root) || root < 3)
            return root * low + high;
        return root * root + c;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RecursiveReference(double x, double y)
    {
        double sum = 0, power = 1;
        Series(x, 5, ref sum, ref power);
        Series(y, 3, ref sum, ref sum);
        return sum * power;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InSeesTheWrite(double x, double y)
    {
        double a = x;
        double first = WriteThenRead(in a, ref a, y);
        double second = WriteThenRead(in y, ref a, x);
        double third = WriteThenRead(a + 0.0 * y, ref a, x);
        return first * second + third * a;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ForeachReference(ReadOnlySpan<double> source)
    {
        Span<double> a = source.ToArray();
        double last = 1;
        foreach (ref double x in a)
        {
            x = x * last + a[0];
            last = x;
        }

        double sum = 0;
        foreach (ref readonly double x in a)
            sum += x * x;
        return sum * a[0];
    }

    /// <summary>The place of a reference is found once, whatever becomes of the index.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double IndexOnce(ReadOnlySpan<double> source)
    {
        double[] a = [.. source];
        int i = 0;
        Mix(ref a[i++], ref a[i++]);
        ref double r = ref a[i--];
        r += a[i] * a[i - 1];
        a[i--] += r;
        a = [a[2], a[0], a[1]];
        r *= 5;
        return a[0] * a[1] + a[2] * r + i;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LargestByReference(ReadOnlySpan<double> source)
    {
        double[] a = source.ToArray();
        Largest(a) = 0.25;
        Largest(a) *= source[0];
        ref double third = ref Largest(a.AsSpan(1));
        third += source[0] * third;
        return a[0] + 2 * a[1] * a[1] + 3 * a[2] * a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OutReplaces(double x, double y)
    {
        double a = x * x;
        Split(a + y, out a, out double rest);
        Split(a * rest, out x, out _);
        Pair p;
        Split(x, out p.A, out p.B);
        return a * rest + p.A * p.B + x * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MixedReferences(double x, double y)
    {
        Span<Pair> pairs = stackalloc Pair[2];
        pairs[0].A = x;
        pairs[1].B = y;
        Mix(ref pairs[0].A, ref pairs[1].B);
        Turn(ref pairs[0], x);
        Turn(ref pairs[1], pairs[0].B);
        Pair copy = pairs[1];
        Turn(ref copy, pairs[1].A);
        return pairs[0].A * pairs[1].A + pairs[0].B * copy.B + copy.A;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Cursor(ReadOnlySpan<double> code)
    {
        int at = 0;
        double sum = 0;
        while (at < code.Length)
        {
            double x = Next(code, ref at);
            sum += at < code.Length ? x * Next(code, ref at) : x;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReferenceResult(double x, double y)
    {
        double a = x, b = y;
        Larger(ref a, ref b) *= 3;
        ref double r = ref Larger(ref b, ref a);
        r = r * r + a;
        double copy = Larger(ref a, ref b);
        r = 0.5 * copy;
        return a * b + copy;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChosenReference(double x, double y)
    {
        double a = x * y, b = y + 1;
        ref double r = ref (x > y ? ref a : ref b);
        r *= x;
        (x > 2 ? ref b : ref a) += r;
        return a * r - b;
    }

    private static void Mix(ref double a, ref double b)
    {
        a = 0.3 * a + b;
        b = 0.2 * a * b;
    }

    private static void Swap(ref double a, ref double b) => (a, b) = (b, a);

    private static bool TryRoot(double d, out double root)
    {
        root = 0;
        if (d < 0)
            return false;
        root = Math.Sqrt(d);
        return true;
    }

    private static bool TryRoots(double b, double c, out double low, out double high)
    {
        low = b;
        high = c;
        if (!TryRoot(b * b - 4 * c, out double root))
            return false;
        (low, high) = ((-b - root) / 2, (-b + root) / 2);
        return true;
    }

    private static ref double Larger(ref double a, ref double b)
    {
        if (a > b)
            return ref a;
        return ref b;
    }

    private static ref double Largest(Span<double> a)
    {
        int best = 0;
        for (int i = 1; i < a.Length; i++)
        {
            if (a[i] > a[best])
                best = i;
        }

        return ref a[best];
    }

    private static void Series(double x, int n, ref double sum, ref double power)
    {
        if (n == 0)
            return;
        power *= x / n;
        sum += power;
        Series(x, n - 1, ref sum, ref power);
        sum += 0.1 * power;
    }

    private static double WriteThenRead(in double source, ref double target, double y)
    {
        target = y * y + source;
        return source * y;
    }

    private static void Split(double value, out double half, out double square)
    {
        half = value / 2;
        square = half * value;
    }

    private static void Turn(ref Pair p, double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        p = new Pair { A = cos * p.A - sin * p.B, B = sin * p.A + cos * p.B };
        p.A += 0.1;
    }

    private static double Next(ReadOnlySpan<double> code, ref int at) => code[at++] * (at + 1);

    private struct Pair
    {
        public double A, B;
    }
}
