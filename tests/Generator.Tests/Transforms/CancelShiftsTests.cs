using System.Text.RegularExpressions;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double m, double w, double[] x): what shifts the exponents of a sum and comes back from its logarithm is a constant.</summary>
public sealed partial class CancelShiftsTests
{
    private sealed record Parts(IrBuilder B, Value N, Value M, Value W, Value X)
    {
        public Value Add(Value a, Value b) => B.Scalar(Codes.Add, a, b);

        public Value Subtract(Value a, Value b) => B.Scalar(Codes.Subtract, a, b);

        public Value Multiply(Value a, Value b) => B.Scalar(Codes.Multiply, a, b);

        public Value Divide(Value a, Value b) => B.Scalar(Codes.Divide, a, b);

        public Value Exp(Value a) => B.Scalar("Math.Exp", a);

        public Value Log(Value a) => B.Scalar("Math.Log", a);

        public Value Sum(Func<Value, Value> term) => B.For(N, [B.Float(ScalarKind.Float64, 0)], (i, sum) => [Add(sum[0], term(B.Load(X, i)))])[0];

        /// <summary>Σ Exp(x - m).</summary>
        public Value Shifted() => Sum(x => Exp(Subtract(x, M)));
    }

    private static readonly Dictionary<string, Func<Parts, Value[]>> Shifts = new()
    {
        ["m + Log(sum)"] = p => [p.Add(p.M, p.Log(p.Shifted()))],
        ["Log(sum) + m"] = p => [p.Add(p.Log(p.Shifted()), p.M)],
        ["w + (m + Log(sum))"] = p => [p.Add(p.W, p.Add(p.M, p.Log(p.Shifted())))],
        ["(Log(sum) + w) + m"] = p => [p.Add(p.Add(p.Log(p.Shifted()), p.W), p.M)],
        ["Log(sum) - (w - m)"] = p => [p.Subtract(p.Log(p.Shifted()), p.Subtract(p.W, p.M))],
        ["(w - m) - Log(sum)"] = p => [p.Subtract(p.Subtract(p.W, p.M), p.Log(p.Shifted()))],
        ["m - Log(sum), raised"] = p => [p.Subtract(p.M, p.Log(p.Sum(x => p.Exp(p.Subtract(p.M, x)))))],
        ["weighted"] = p => [p.Add(p.M, p.Log(p.Sum(x => p.Multiply(p.W, p.Exp(p.Subtract(x, p.M))))))],
        ["divided"] = p => [p.Add(p.M, p.Log(p.Divide(p.Shifted(), p.W)))],
        ["of two sums"] = p => [p.Add(p.M, p.Log(p.Add(p.Shifted(), p.Sum(x => p.Exp(p.Subtract(p.Multiply(x, p.M), p.M))))))],
        ["where a branch says so"] = p => [p.Add(p.M, p.Log(p.Sum(x => p.B.If(
            p.B.Scalar(Codes.Less, x, p.W), () => p.Exp(p.Subtract(x, p.M)), () => p.B.Float(ScalarKind.Float64, 0)))))],
        ["without a loop"] = p => [p.Add(p.M, p.Log(p.Add(p.Exp(p.Subtract(p.W, p.M)), p.Exp(p.Subtract(p.B.Load(p.X, p.N), p.M)))))],
    };

    private static readonly Dictionary<string, Func<Parts, Value[]>> Others = new()
    {
        ["m - Log(sum)"] = p => [p.Subtract(p.M, p.Log(p.Shifted()))],
        ["Log(sum) - m"] = p => [p.Subtract(p.Log(p.Shifted()), p.M)],
        ["m + Log(sum), raised"] = p => [p.Add(p.M, p.Log(p.Sum(x => p.Exp(p.Subtract(p.M, x)))))],
        ["another term"] = p => [p.Add(p.W, p.Log(p.Shifted()))],
        ["no logarithm"] = p => [p.Add(p.M, p.Shifted())],
        ["twice the logarithm"] = p => [p.Add(p.M, p.Multiply(p.W, p.Log(p.Shifted())))],
        ["the sum is used too"] = p =>
        {
            Value sum = p.Shifted();
            return [p.Multiply(p.Add(p.M, p.Log(sum)), sum)];
        },
        ["the logarithm is used too"] = p =>
        {
            Value log = p.Log(p.Shifted());
            return [p.Multiply(p.Add(p.M, log), log)];
        },
        ["an exponential is stored"] = p => [p.Add(p.M, p.Log(p.B.For(p.N, [p.B.Float(ScalarKind.Float64, 0)], (i, sum) =>
        {
            Value e = p.Exp(p.Subtract(p.B.Load(p.X, i), p.M));
            p.B.Store(p.X, i, e);
            return [p.Add(sum[0], e)];
        })[0]))],
        ["a sum that begins at 1"] = p => [p.Add(p.M, p.Log(p.B.For(p.N, [p.B.Float(ScalarKind.Float64, 1)], (i, sum) => [p.Add(sum[0], p.Exp(p.Subtract(p.B.Load(p.X, i), p.M)))])[0]))],
        ["squares"] = p => [p.Add(p.M, p.Log(p.Sum(x =>
        {
            Value e = p.Exp(p.Subtract(x, p.M));
            return p.Multiply(e, e);
        })))],
        ["quotients"] = p => [p.Add(p.M, p.Log(p.Sum(x =>
        {
            Value e = p.Exp(p.Subtract(x, p.M));
            return p.Divide(p.Multiply(e, p.W), e);
        })))],
        ["one of the terms only"] = p => [p.Add(p.M, p.Log(p.Sum(x => p.Add(p.Exp(p.Subtract(x, p.M)), p.Exp(x)))))],
        ["the shift moves"] = p =>
        {
            Value[] both = p.B.For(p.N, [p.B.Float(ScalarKind.Float64, 0), p.M], (i, at) =>
                [p.Add(at[0], p.Exp(p.Subtract(p.B.Load(p.X, i), at[1]))), p.B.Scalar("Math.Max", at[1], p.B.Load(p.X, i))]);
            return [p.Add(both[1], p.Log(both[0]))];
        },
    };

    public static TheoryData<string> ShiftNames() => [.. Shifts.Keys];

    public static TheoryData<string> OtherNames() => [.. Others.Keys];

    [Theory, MemberData(nameof(ShiftNames))]
    public void A_shift_is_a_constant_wherever_it_stands(string name)
    {
        Function before = Build(Shifts[name]), after = CancelShifts.Run(before);
        int terms = Terms().Count(Ir.Body(before));
        Assert.True(terms >= 2);
        Assert.Equal(terms, Ir.Body(after).Split("= stop(%1)\n").Length - 1);
        Assert.DoesNotMatch(Terms(), Ir.Body(after));
        Assert.Equal(Ir.Body(before), Ir.Body(RemoveMarkers.Run(after)));
    }

    [Theory, MemberData(nameof(OtherNames))]
    public void Anything_else_stays(string name)
    {
        Function function = Build(Others[name]);
        Assert.Equal(Ir.Body(function), Ir.Body(CancelShifts.Run(function)));
    }

    /// <summary>As deep as the sum, on a stack of the least size that a compiler has.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void A_long_sum_that_is_written_out_stays(bool isOfExponentials)
    {
        Function function = Build(p =>
        {
            Value sum = p.Exp(p.Subtract(p.W, p.M)), other = p.M;
            for (int i = 0; i < 8000; i++)
            {
                Value index = p.B.Int32(i), x = p.B.Load(p.X, index);
                if (isOfExponentials) sum = p.Add(sum, p.Exp(p.Subtract(x, p.M)));
                else other = p.Add(other, x);
            }
            return [p.Add(other, p.Log(sum))];
        });
        Function? after = null;
        var thread = new Thread(() => after = CancelShifts.Run(function), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Equal(Ir.Body(function), Ir.Body(after!));
    }

    [Fact]
    public void It_is_found_once()
    {
        Function once = CancelShifts.Run(Build(Shifts["m + Log(sum)"]));
        Assert.Equal(Ir.Body(once), Ir.Body(CancelShifts.Run(once)));
    }

    /// <summary>Sums and differences that m is a term of.</summary>
    [GeneratedRegex(@"= %1 [-+]|[-+] %1\n")]
    private static partial Regex Terms();

    private static Function Build(Func<Parts, Value[]> body)
        => Ir.Build([Ir.I32, Ir.F64, Ir.F64, Ir.Buffer], (b, p) => body(new Parts(b, p[0], p[1], p[2], p[3])));
}
