using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>Every row of the table, for every argument, in every sign quadrant, against differences of the function itself.</summary>
public sealed class RuleTableTests
{
    private static readonly double[] Magnitudes = [1.3e-7, 0.0625, 0.31, 0.84, 1.43, 2.7, 19.2, 3.1e3, 4.7e7];

    /// <summary>The functions whose results are estimates are compared with what they estimate.</summary>
    private static readonly Dictionary<string, Func<double, double>> Exact = new()
    {
        ["ReciprocalEstimate"] = x => 1 / x,
        ["ReciprocalSqrtEstimate"] = x => 1 / Math.Sqrt(x),
    };

    public static TheoryData<string, int, int> Rows()
    {
        var rows = new TheoryData<string, int, int>();
        foreach (ScalarRule rule in MathRules.All.Concat(OperatorRules.All))
            for (int argument = 0; argument < rule.Arity; argument++)
                if (!rule.IsStep(argument) && rule.Name != Codes.Convert) rows.Add(rule.Name, rule.Arity, argument);
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public void In_double_it_agrees_with_differences(string name, int arity, int argument) => Compare(name, arity, argument, ScalarKind.Float64, 2e-8);

    [Theory, MemberData(nameof(Rows))]
    public void In_float_it_agrees_with_differences(string name, int arity, int argument) => Compare(name, arity, argument, ScalarKind.Float32, 2e-4);

    [Theory, MemberData(nameof(Rows))]
    public void It_uses_functions_that_have_rules(string name, int arity, int argument)
    {
        foreach (ScalarKind kind in (ScalarKind[])[ScalarKind.Float64, ScalarKind.Float32])
        {
            Function function = RuleFunction.Build(CodeOf(name, kind), arity, argument, kind);
            foreach (ScalarOp operation in Operations(function.Body).OfType<ScalarOp>())
                Assert.NotNull(ScalarRule.Find(operation));
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void It_recalls_what_it_says_it_needs_once_and_first(string name, int arity, int argument)
    {
        ScalarRule rule = ScalarRule.Find(CodeOf(name, ScalarKind.Float64), arity)!;
        var builder = new IrBuilder();
        Value g = builder.Define(IrType.Float64);
        List<Operation> outermost = builder.Operations;
        List<int> recalled = [];
        rule.Pull(builder, argument, g, Recall, ScalarKind.Float64);
        Assert.Equal(rule.Needs(argument, ScalarKind.Float64), recalled);

        Value Recall(int index)
        {
            recalled.Add(index);
            Assert.Same(outermost, builder.Operations);
            Assert.Empty(outermost);
            return builder.Define(index == rule.IntegerArgument ? IrType.Int32 : IrType.Float64);
        }
    }

    private static void Compare(string name, int arity, int argument, ScalarKind kind, double tolerance)
    {
        int integer = ScalarRule.Find(CodeOf(name, kind), arity)!.IntegerArgument;
        Function function = RuleFunction.Build(CodeOf(name, kind), arity, argument, kind);
        int compared = 0;
        foreach (double[] point in Points(arity, integer, kind))
        {
            double y = Value(name, point);
            if (!IsOrdinary(y, kind) || y == 0) continue;
            (double expected, double error) = FiniteDifference.Of(x => Value(name, [.. point.Select((value, i) => i == argument ? x : value)]), point[argument], Floor(name), LargestStep(name, point, argument));
            double scale = Math.Abs(expected) + Math.Min(1, Math.Abs(y / point[argument]));
            if (!IsOrdinary(expected, kind) || !(error <= 0.1 * tolerance * scale)) continue;
            double actual = RuleFunction.Evaluate(function, kind, integer, 2, point) / 2;
            Assert.True(Math.Abs(actual - expected) <= tolerance * scale, $"{name}({string.Join(", ", point)})/{argument}: {actual} instead of {expected}");
            compared++;
        }
        Assert.True(compared >= 3, $"{name}: only {compared} points compared");
    }

    private static bool IsOrdinary(double value, ScalarKind kind)
    {
        double limit = kind == ScalarKind.Float32 ? 1e30 : 1e200;
        return value == 0 || (Math.Abs(value) < limit && Math.Abs(value) > 1 / limit);
    }

    /// <summary>A fraction of the period; of the distance between jumps of a remainder.</summary>
    private static double LargestStep(string name, double[] x, int argument) => name switch
    {
        Codes.Remainder or "IEEERemainder" or "Ieee754Remainder" => Math.Abs(x[1]) / 32 * (argument == 0 ? 1 : Math.Min(1, Math.Abs(x[1] / x[0]))),
        _ => x.Length == 1 && name.EndsWith("Pi", StringComparison.Ordinal) ? 1.0 / 32 : double.PositiveInfinity,
    };

    /// <summary>The runtime computes ExpM1 as Exp(x) - 1 and LogP1 as Log(x + 1).</summary>
    private static double Floor(string name) => name.EndsWith("M1", StringComparison.Ordinal) || name.EndsWith("P1", StringComparison.Ordinal) ? 1 : 0;

    /// <summary>The function in double: for float the same mathematical function.</summary>
    private static double Value(string name, double[] x)
    {
        try
        {
            if (Exact.TryGetValue(name, out Func<double, double>? exact)) return exact(x[0]);
            string code = CodeOf(name, ScalarKind.Float64);
            int integer = ScalarRule.Find(code, x.Length)!.IntegerArgument;
            object[] arguments = [.. x.Select((value, i) => i == integer ? (object)(int)value : value)];
            return (double)ScalarEvaluator.Evaluate(new ScalarOp(default, code, new Value[x.Length].ToEquatable()), ScalarKind.Float64, arguments);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private static string CodeOf(string name, ScalarKind kind) => OperatorRules.Find(name) is null ? MathRules.CodeOf(name, kind) : name;

    private static IEnumerable<double[]> Points(int arity, int integer, ScalarKind kind)
    {
        IEnumerable<double[]> points = [[]];
        for (int i = 0; i < arity; i++)
        {
            double[] values = i == integer ? [-3, -1, 1, 2, 3, 5] : [.. Spread(i, arity).Select(value => kind == ScalarKind.Float32 ? (float)value : value)];
            points = points.SelectMany(point => values.Select(value => (double[])[.. point, value]));
        }
        return points.ToList();
    }

    /// <summary>Both signs; arguments differ, so that there are no ties.</summary>
    private static IEnumerable<double> Spread(int argument, int arity)
        => Magnitudes.Where((_, i) => arity == 1 || i % 2 == 0).Select(magnitude => magnitude * (1 + 0.11 * argument)).SelectMany(magnitude => (double[])[-magnitude, magnitude]);

    private static IEnumerable<Operation> Operations(Region region)
        => region.Operations.SelectMany(operation => operation.Regions.SelectMany(Operations).Prepend(operation));
}
