using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>Of the regressions, what a comparison with differences can't show: exceptions, and inputs that are not numbers.</summary>
public sealed class RegressionsTests
{
    [Fact]
    public void Guard_throws_and_writes_nothing()
    {
        double dX = 5;
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.Guarded(2, 3));
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.GuardedGradient(2, 3, out dX));
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.GuardedPullback(2, 3, 1, ref dX));
        Assert.Equal(5, dX);
        Assert.Equal(2, RegressionsBranches.GuardedGradient(2, 2, out dX));
        Assert.Equal(1, dX);
    }

    [Fact]
    public void Guard_of_a_helper_throws_and_writes_nothing()
    {
        double dX = 5;
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.GuardedHelperGradient(2, 3, out dX));
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.GuardedHelperPullback(2, 3, 1, ref dX));
        Assert.Equal(5, dX);
    }

    [Fact]
    public void Guard_in_a_loop_throws_and_writes_nothing()
    {
        double dX = 5;
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.GuardedLoopGradient(2, 4, out dX));
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.GuardedLoopPullback(2, 4, 1, ref dX));
        Assert.Equal(5, dX);
    }

    [Fact]
    public void Guard_after_a_write_leaves_the_arguments_as_the_method_does()
    {
        double[] a = [1], plain = [1], b = [3], dA = [7], dB = [8];
        double dX = 5;
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.WrittenThenGuarded(2, plain, b, 3));
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.WrittenThenGuardedPullback(2, a, b, 3, 1, ref dX, dA, dB));
        Assert.Equal((7, 8, 5), (dA[0], dB[0], dX));
        Assert.Equal(plain, a);
    }

    [Fact]
    public void Helper_that_always_throws_throws()
    {
        double dX = 5;
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.NeverInBranchGradient(2, 3, out dX));
        Assert.Throws<InvalidOperationException>(() => RegressionsBranches.NeverInBranchPullback(2, 3, 1, ref dX));
        Assert.Equal(5, dX);
    }

    [Fact]
    public void Second_guard_of_a_label_is_left_out_where_the_first_one_matched()
    {
        double[] dA = [9, 9];
        Assert.Equal(RegressionsBranches.GuardedLabels([2, 3], 5, 3), RegressionsBranches.GuardedLabelsGradient([2, 3], 5, 3, dA, out double dX));
        Assert.Equal((5, 0, 2), (dA[0], dA[1], dX));
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsBranches.GuardedLabels([-2, 3], 5, 3));
        dA = [9, 9];
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsBranches.GuardedLabelsGradient([-2, 3], 5, 3, dA, out dX));
        Assert.Equal([9, 9], dA);
    }

    [Fact]
    public void Both_guards_of_a_label_lead_to_it()
    {
        double[] dA = new double[7], at = [-2, 3, 0, 0, 0, 0, 1];
        Assert.Equal(-10, RegressionsBranches.GuardedLabelsGradient(at, 5, 3, dA, out double dX));
        Assert.Equal((5, -2), (dA[0], dX));
        at[6] = -1;
        Assert.Equal(10, RegressionsBranches.GuardedLabelsGradient(at, 5, 3, dA, out dX));
        Assert.Equal((0, 2), (dA[0], dX));
    }

    [Fact]
    public void Index_of_a_span_is_checked_before_the_stored_value()
    {
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsExceptions.SpanStore(1, new double[4], 0));
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsExceptions.SpanStoreGradient(1, new double[4], 0, out _));
        double dX = 0;
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsExceptions.SpanStorePullback(1, new double[4], 0, 1, ref dX, new double[4]));
        Assert.Throws<InvalidOperationException>(() => RegressionsExceptions.SpanStoreGradient(1, new double[5], 0, out _));
    }

    [Fact]
    public void Index_of_an_array_is_checked_after_the_stored_value()
    {
        Assert.Throws<InvalidOperationException>(() => RegressionsExceptions.ArrayStore(1, new double[4], 0));
        Assert.Throws<InvalidOperationException>(() => RegressionsExceptions.ArrayStoreGradient(1, new double[4], 0, out _));
        double dX = 0;
        Assert.Throws<InvalidOperationException>(() => RegressionsExceptions.ArrayStorePullback(1, new double[4], 0, 1, ref dX, new double[4]));
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsExceptions.ArrayStoreGradient(11, new double[4], 0, out _));
    }

    [Fact]
    public void Argument_by_reference_may_not_overlap_a_written_span()
    {
        double[] a = [2, 3];
        double dX = 5;
        double[] dA = [1, 1];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => RegressionsExceptions.ReadByReferenceGradient(in a[0], a, out dX));
        Assert.Contains("x", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => RegressionsExceptions.ReadByReferencePullback(in a[1], a, 1, ref dX, dA));
        Assert.Equal([2, 3], a);
        Assert.Equal([1, 1], dA);
        Assert.Equal(5, dX);
        Assert.Equal(60, RegressionsExceptions.ReadByReferenceGradient(2, a, out dX));
        Assert.Equal(60, dX);
        Assert.Equal([10, 3], a);
    }

    [Theory, InlineData(double.NaN), InlineData(1), InlineData(3), InlineData(-2)]
    public void Pattern_of_NaN_matches_only_NaN(double x)
    {
        (double dX, double dT) expected = double.IsNaN(x) ? (0, 3) : (1, 2);
        Close.SameBits(RegressionsConstants.NaNBranch(x, 4), RegressionsConstants.NaNBranchGradient(x, 4, out double dX, out double dT), "value");
        Assert.Equal(expected, (dX, dT));
    }

    [Theory, InlineData(double.NaN, 0, 3), InlineData(1, 0, 8), InlineData(3, 1, 2)]
    public void Case_of_NaN_matches_only_NaN(double x, double dXExpected, double dTExpected)
    {
        Close.SameBits(RegressionsConstants.NaNCase(x, 4), RegressionsConstants.NaNCaseGradient(x, 4, out double dX, out double dT), "value");
        Assert.Equal((dXExpected, dTExpected), (dX, dT));
        (dX, dT) = (0, 0);
        RegressionsConstants.NaNCasePullback(x, 4, 2, ref dX, ref dT);
        Assert.Equal((2 * dXExpected, 2 * dTExpected), (dX, dT));
    }

    [Theory, InlineData(double.NaN, 3), InlineData(1, 2), InlineData(3, 8), InlineData(-3, -1)]
    public void Arm_of_NaN_matches_only_NaN(double x, double expected)
    {
        Close.SameBits(RegressionsConstants.NaNArm(x, 4), RegressionsConstants.NaNArmGradient(x, 4, out double dX, out double dT), "value");
        Assert.Equal((0, expected), (dX, dT));
    }

    [Theory, InlineData(float.NaN, 0, 3), InlineData(1f, 1, 2)]
    public void Pattern_of_single_precision_NaN_matches_only_NaN(float x, float dXExpected, float dTExpected)
    {
        Assert.Equal(RegressionsConstants.NaNFloat(x, 4), RegressionsConstants.NaNFloatGradient(x, 4, out float dX, out float dT));
        Assert.Equal((dXExpected, dTExpected), (dX, dT));
    }

    [Theory, InlineData(101), InlineData(51)]
    public void Constant_index_out_of_range_throws_where_it_is_reached(double x)
    {
        double[] dA = [9, 9];
        double dX = 5;
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsConstants.NegativeIndex([1, 2], x));
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsConstants.NegativeIndexGradient([1, 2], x, dA, out dX));
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsConstants.NegativeIndexPullback([1, 2], x, 1, dA, ref dX));
        Assert.Equal([9, 9], dA);
        Assert.Equal(5, dX);
    }

    [Fact]
    public void Constant_index_out_of_range_throws_in_a_store()
    {
        double dX = 5;
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsConstants.NegativeStore([1, 2], 101));
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsConstants.NegativeStoreGradient([1, 2], 101, out dX));
        Assert.Equal(5, dX);
    }

    [Fact]
    public void Division_by_a_constant_zero_throws_where_it_is_reached() =>
        Assert.Throws<DivideByZeroException>(() => RegressionsConstants.DividedByZeroConstantGradient(2, 101, out _));

    [Fact]
    public void Store_that_the_next_trip_reads_stays_in_the_gradient()
    {
        Assert.Equal(-1, RegressionsStores.ReadInTheNextTripGradient(2.5, new double[3], out double dR));
        Assert.Equal(0, dR);
    }

    [Fact]
    public void Exception_in_a_middle_row_leaves_the_derivatives()
    {
        double[] rows = [1, 2, 101, 3, 4, 5], theta = [0.5, 0.25], dRows = [9, 9, 9, 9, 9, 9], dTheta = [7, 7];
        Assert.Throws<InvalidOperationException>(() => RegressionsSums.RefusingGradient(rows, theta, dRows, dTheta));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionsSums.TooLong(rows, theta, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionsSums.TooLongGradient(rows, theta, 4, dRows, dTheta));
        Assert.All(dRows, x => Assert.Equal(9, x));
        Assert.Equal([7, 7], dTheta);
    }

    [Fact]
    public void Mean_of_no_rows_is_not_a_number_and_its_gradient_is_zero()
    {
        double[] dRows = [9, 9], dTheta = [7, 7];
        Assert.Equal(double.NaN, RegressionsSums.TooLongGradient([1, 2], [0.5, 0.25], 0, dRows, dTheta));
        Assert.Equal([0, 0], dRows);
        Assert.Equal([0, 0], dTheta);
    }

    /// <summary>The seed of a written span is an output too: a sum that throws half-way leaves it alone.</summary>
    [Fact]
    public void A_sum_that_throws_leaves_the_seed_of_a_written_span()
    {
        double[] a = [1, 2], b = [3, 4, 5], dA = [0.5, 0.25], dB = [1, 1, 1];
        Assert.Throws<IndexOutOfRangeException>(() => RegressionsExceptions.SumAfterWritePullback(a, b, 1, dA, dB));
        Assert.Equal([0.5, 0.25], dA);
        Assert.Equal([1, 1, 1], dB);
        Assert.Equal([2, 2], a);
    }

    [Fact]
    public void Written_argument_may_not_be_a_field_that_is_read()
    {
        double dX = 0;
        Assert.Throws<ArgumentException>(() => RegressionsExceptions.WritesBesideTableGradient(2, RegressionsExceptions.Table, out dX));
        Assert.Equal([1, 2, 3], RegressionsExceptions.Table);
        Assert.Equal(2 + 10 * 3, RegressionsExceptions.WritesBesideTableGradient(2, [0, 3], out dX));
        Assert.Equal(1 + 5 * 3, dX);
    }
}
