using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

public sealed class IrPrinterTests
{
    [Fact]
    public void A_loop_over_a_buffer()
    {
        var builder = new IrBuilder();
        Value x = builder.Define(Ir.ReadOnly, "x");
        Function function = builder.Function("SumOfSquares", builder.Region([x], () =>
        {
            builder.Origin = new Origin(builder.Source("double sum = 0;"), false);
            Value zero = builder.Float(ScalarKind.Float64, 0), length = builder.Length(x);
            Value[] sum = builder.For(length, [zero], (i, carried) =>
            {
                builder.Origin = new Origin(builder.Source("sum += x[i] * x[i];"), true);
                Value element = builder.Load(x, i);
                return [builder.Scalar(Codes.Add, carried[0], builder.Scalar(Codes.Multiply, element, element))];
            });
            return [.. sum];
        }));
        Assert.Equal(
            """
            function SumOfSquares(%0 x: readonly f64[])
            {
                // double sum = 0;
                %1: f64 = 0
                %2: i32 = length %0
                %3: i32 = 0
                // adjoint of sum += x[i] * x[i];
                %9: f64 = for (%4: i32 = %3; < %2; 1) carry (%5: f64 = %1)
                {
                    // adjoint of sum += x[i] * x[i];
                    %6: f64 = %0[%4]
                    %7: f64 = %6 * %6
                    %8: f64 = %5 + %7
                    yield %8
                }
                yield %9
            }

            """,
            IrPrinter.Print(function));
    }

    [Fact]
    public void Every_kind_of_operation()
    {
        Function function = Ir.Build([Ir.Buffer, Ir.I32, Ir.F64, Ir.Bool], (b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, p[1], AllocKind.Local, "t");
            Value stack = b.Alloc(ScalarKind.Int32, p[1], AllocKind.Stack);
            b.Add(new ReserveOp(stack, p[1]));
            b.Store(stack, p[1], p[1]);
            b.Add(new ClearOp(local));
            Value view = b.View(p[0], p[1], p[1]);
            Value chosen = b.Choose(p[1], [local, view]);
            b.Store(chosen, p[1], p[2]);
            Value length = b.Length(chosen);
            Value read = b.Define(Ir.I32);
            b.Add(new OpaqueOp(read, "Settings.Depth", default, false));
            b.Add(new OpaqueOp(Value.None, "Debug.Assert({0})", [p[3]], true));
            b.If(p[3], () => b.Add(new ThrowOp("new ArgumentException({0})", [length])));
            Value called = b.Define(Ir.F64);
            b.Add(new CallOp([called], "G", [p[0], p[2]]));
            Value[] halved = b.While([called], x => b.Scalar(Codes.Greater, x[0], p[2]), x => [b.Scalar("Math.Sqrt", x[0])]);
            Value sum = b.Scalar(Ir.I32, Codes.Add, true, p[1], read);
            return [halved[0], sum, b.Scalar(Codes.Negate, halved[0]), b.Scalar(Codes.Index, p[1], length)];
        });
        Assert.Equal(
            """
            %4 t: f64[] = alloc local(%1)
            %5: stack i32 = alloc stack(%1)
            reserve %5(%1)
            %5[%1] = %1
            clear %4
            %6: f64[] = view %0(%1, %1)
            %7: f64[] = choose %1 of (%4, %6)
            %7[%1] = %2
            %8: i32 = length %7
            %9: i32 = read `Settings.Depth`()
            opaque `Debug.Assert({0})`(%3)
            if %3
            {
                throw `new ArgumentException({0})`(%8)
            }
            %10: f64 = call G(%0, %2)
            %15: f64 = while carry (%11: f64 = %10)
            {
                %12: bool = %11 > %2
                yield %12
            }
            do (%13: f64)
            {
                %14: f64 = Math.Sqrt(%13)
                yield %14
            }
            %16: i32 = %1 + %9 checked
            %17: f64 = neg(%15)
            %18: i32 = Index(%1, %8)
            yield %15, %16, %17, %18
            """,
            Ir.Body(function));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Floats_read_back(double value, string text) => Assert.Equal(text, IrPrinter.Print(Literal.Of(ScalarKind.Float64, value)));
}
