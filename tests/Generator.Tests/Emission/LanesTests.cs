using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Which loops run on several elements at a time, and that they give the bits of one at a time.</summary>
public sealed partial class LanesTests
{
    [Fact]
    public void A_loop_over_elements_is_printed_twice()
        => Assert.Equal(
            """
            {
                int i = 0;
                for (int lanesEnd = global::DiffGen.Elements.Lanes.End<double>(i, n); i < lanesEnd; i += global::DiffGen.Elements.Lanes.Count<double>())
                    y.LanesAt(i) = a * x.LanesAt(i) + z.LanesAt(i);
                for (; i < n; i++)
                    y.At(i) = a * x.At(i) + z.At(i);
            }
            """,
            Text((b, p) => Each(b, p, i => b.Store(p[2], i, b.Scalar(Codes.Add, b.Scalar(Codes.Multiply, p[3], X(b, p, i)), Z(b, p, i)), isProved: true))));

    /// <summary>All rows of a triangle have their whole registers at the same elements, and so have other loops that store to them.</summary>
    [Fact]
    public void Rows_of_a_triangle_have_their_registers_at_the_end()
        => Assert.Equal(
            """
            for (int i = 0; i < n; i++)
            {
                {
                    int j = i + 1;
                    for (int lanesStart = global::DiffGen.Elements.Lanes.Start<double>(j, n); j < lanesStart; j++)
                        y.At(j) += x.At(j);
                    for (; j < n; j += global::DiffGen.Elements.Lanes.Count<double>())
                        y.LanesAt(j) += x.LanesAt(j);
                }
            }
            {
                int i = 0;
                for (int lanesStart = global::DiffGen.Elements.Lanes.Start<double>(i, n); i < lanesStart; i++)
                    y.At(i) += z.At(i);
                for (; i < n; i += global::DiffGen.Elements.Lanes.Count<double>())
                    y.LanesAt(i) += z.LanesAt(i);
            }
            {
                int i = 0;
                for (int lanesEnd = global::DiffGen.Elements.Lanes.End<double>(i, 20); i < lanesEnd; i += global::DiffGen.Elements.Lanes.Count<double>())
                    y.LanesAt(i) += z.LanesAt(i);
                for (; i < 20; i++)
                    y.At(i) += z.At(i);
            }
            {
                int i = 0;
                for (int lanesEnd = global::DiffGen.Elements.Lanes.End<double>(i, n); i < lanesEnd; i += global::DiffGen.Elements.Lanes.Count<double>())
                    v.LanesAt(i) = y.LanesAt(i) + global::DiffGen.Elements.Lanes.Of(a);
                for (; i < n; i++)
                    v.At(i) = y.At(i) + a;
            }
            """,
            Text((b, p) =>
            {
                Each(b, p, i => Increase(b.Scalar(Codes.Add, i, b.Int32(1)), p[4], 0));
                Increase(b.Int32(0), p[4], 1);
                Increase(b.Int32(0), b.Int32(20), 1);
                Each(b, p, i => b.Store(p[6], i, b.Scalar(Codes.Add, b.Load(p[2], i, isProved: true), p[3]), isProved: true));

                void Increase(Value lower, Value upper, int operand) => b.For(lower, upper, [], (j, _) =>
                {
                    Store(b, p, j, b.Scalar(Codes.Add, b.Load(p[2], j, isProved: true), b.Load(p[operand], j, isProved: true)));
                    return [];
                });
            }));

    /// <summary>The rows of the other triangle begin at the same element.</summary>
    [Fact]
    public void Rows_that_end_elsewhere_have_them_at_the_beginning()
    {
        string text = Text((b, p) => Each(b, p, i =>
        {
            b.For(i, [], Negate);
            b.For(b.Scalar(Codes.Subtract, i, b.Int32(3)), b.Scalar(Codes.Add, i, b.Int32(3)), [], Negate);

            Value[] Negate(Value j, Value[] _)
            {
                Store(b, p, j, b.Scalar(Codes.Negate, X(b, p, j)));
                return [];
            }
        }));
        Assert.Equal(2, text.Split("Lanes.End<double>").Length - 1);
        Assert.DoesNotContain("Lanes.Start<double>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Codes.Add), InlineData(Codes.Subtract), InlineData(Codes.Multiply), InlineData(Codes.Divide), InlineData(Codes.Negate), InlineData("Math.Sqrt")]
    public void Arithmetic_and_roots_run_in_lanes(string code)
        => Runs((b, p) => Each(b, p, i => Store(b, p, i, code is Codes.Negate or "Math.Sqrt" ? b.Scalar(code, X(b, p, i)) : b.Scalar(code, X(b, p, i), Z(b, p, i)))));

    [Theory]
    [InlineData("Math.Exp"), InlineData("Math.Abs"), InlineData("Math.Sin"), InlineData("Math.Max"), InlineData(Codes.Remainder)]
    public void Other_functions_do_not(string code)
        => Stays((b, p) => Each(b, p, i => Store(b, p, i, code is "Math.Max" or Codes.Remainder ? b.Scalar(code, X(b, p, i), Z(b, p, i)) : b.Scalar(code, X(b, p, i)))));

    /// <summary>What is called like a variable around the loop has one of its own there.</summary>
    [Fact]
    public void A_name_from_outside_does_not_matter()
        => Runs((b, p) =>
        {
            Value outer = b.Scalar("Math.Exp", p[3]);
            b.Name(outer, "power");
            b.Store(p[2], b.Int32(0), outer);
            b.Store(p[2], b.Int32(1), outer);
            Each(b, p, i =>
            {
                Value own = X(b, p, i);
                b.Name(own, "power");
                Store(b, p, i, b.Scalar(Codes.Add, b.Scalar(Codes.Multiply, own, own), own));
            });
        });

    [Fact]
    public void Indices_that_move_with_the_counter_do()
        => Runs((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Add, b.Load(p[0], b.Scalar(Codes.Add, i, p[4]), isProved: true), b.Load(p[1], b.Scalar(Codes.Subtract, i, b.Int32(1)), isProved: true)))));

    [Fact]
    public void An_index_that_does_not_move_does_not()
        => Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Add, X(b, p, i), b.Load(p[1], p[4], isProved: true)))));

    [Fact]
    public void An_index_that_moves_otherwise_does_not()
    {
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, b.Load(p[0], b.Scalar(Codes.Multiply, i, b.Int32(2)), isProved: true)))));
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, b.Load(p[0], b.Scalar(Codes.Subtract, p[4], i), isProved: true)))));
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, b.Load(p[0], b.Scalar(Codes.Add, i, i), isProved: true)))));
    }

    [Fact]
    public void An_index_that_may_throw_does_not()
    {
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, b.Load(p[0], i)))));
        Stays((b, p) => b.For(p[4], [], (i, _) =>
        {
            b.Store(p[2], i, b.Scalar(Codes.Negate, X(b, p, i)));
            return [];
        }));
    }

    [Fact]
    public void A_carried_value_does_not()
        => Stays((b, p) => b.For(p[4], [p[3]], (i, s) =>
        {
            Store(b, p, i, b.Scalar(Codes.Multiply, p[3], X(b, p, i)));
            return [b.Scalar(Codes.Add, s[0], X(b, p, i))];
        }));

    [Fact]
    public void The_element_that_is_written_may_be_read_and_written_again()
        => Runs((b, p) => Each(b, p, i =>
        {
            Store(b, p, i, b.Scalar(Codes.Add, b.Load(p[2], i, isProved: true), X(b, p, i)));
            Store(b, p, i, b.Scalar(Codes.Multiply, b.Load(p[2], i, isProved: true), p[3]));
        }));

    [Fact]
    public void Another_element_of_what_is_written_does_not()
    {
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Add, b.Load(p[2], b.Scalar(Codes.Subtract, i, b.Int32(1)), isProved: true), X(b, p, i)))));
        Stays((b, p) => Each(b, p, i =>
        {
            Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i)));
            b.Store(p[2], b.Scalar(Codes.Add, i, b.Int32(1)), b.Scalar(Codes.Negate, Z(b, p, i)), isProved: true);
        }));
    }

    [Fact]
    public void A_window_on_what_is_written_does_not()
        => Stays((b, p) =>
        {
            Value window = b.View(p[2], b.Int32(1), p[4]);
            Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, b.Load(window, i, isProved: true))));
        });

    [Fact]
    public void Parameters_that_may_be_the_same_do_not()
    {
        Function function = Function((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i)))));
        Assert.Contains("LanesAt", Text(function), StringComparison.Ordinal);
        Assert.DoesNotContain("Lanes", Text(function with { ParametersMayAlias = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Conversions_do_not()
    {
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Add, X(b, p, i), b.Scalar(Ir.F64, Codes.Convert, i)))));
        Stays((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Ir.F64, Codes.Convert, b.Scalar(new IrType(ScalarKind.Float32), Codes.Convert, X(b, p, i))))));
    }

    [Fact]
    public void Arrays_of_both_kinds_do_not()
        => Stays((b, p) => Each(b, p, i =>
        {
            Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i)));
            b.Store(p[5], i, b.Scalar(Codes.Negate, b.Load(p[5], i, isProved: true)), isProved: true);
        }));

    [Fact]
    public void A_loop_that_stores_nothing_does_not()
        => Stays((b, p) => Each(b, p, i => b.Scalar(Codes.Negate, X(b, p, i))));

    [Fact]
    public void A_loop_with_a_branch_does_not()
        => Stays((b, p) => Each(b, p, i => b.If(b.Scalar(Codes.Less, X(b, p, i), p[3]), () => Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i))))));

    [Fact]
    public void Of_two_loops_the_inner_one_does()
    {
        string text = Text((b, p) => Each(b, p, _ => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i))))));
        Assert.Equal(2, text.Split("LanesAt(").Length - 1);
        Assert.StartsWith("for (int i = 0; i < n; i++)", text, StringComparison.Ordinal);
    }

    [Theory, InlineData(15, false), InlineData(16, true)]
    public void Few_trips_are_not_worth_it(int trips, bool isWorth)
        => Assert.Equal(isWorth, Text((b, p) => b.For(b.Int32(trips), [], (i, _) =>
        {
            Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i)));
            return [];
        })).Contains("Lanes", StringComparison.Ordinal));

    [Theory, InlineData(1, true), InlineData(2, false), InlineData(-1, false)]
    public void Loops_of_other_kinds_do_not(int step, bool isInclusive)
        => Stays((b, p) =>
        {
            Value lower = b.Int32(0), counter = b.Define(Ir.I32);
            Region body = b.Region([counter], () =>
            {
                Store(b, p, counter, b.Scalar(Codes.Negate, X(b, p, counter)));
                return default;
            });
            b.Add(new ForOp(default, lower, p[4], step, isInclusive, default, body));
        });

    [Fact]
    public void Fields_of_structs_do_not()
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + """
            public struct Particle
            {
                public double Position, Velocity;
            }

            public static partial class Cloud
            {
                [Differentiable(Derivatives.Pullback)]
                public static void Advance(Span<Particle> particles, Span<double> factors, double h)
                {
                    for (int i = 0; i < particles.Length; i++)
                        particles[i].Position *= h;
                    for (int i = 0; i < factors.Length; i++)
                        factors[i] *= 3;
                }
            }
            """);
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        string[] lanes = [.. run.SingleText.Split('\n').Where(line => line.Contains("LanesAt", StringComparison.Ordinal))];
        Assert.NotEmpty(lanes);
        Assert.All(lanes, line => Assert.DoesNotContain("articles", line, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_of_the_last_register_is_done_once()
    {
        Function function = Function((b, p) => Each(b, p, i => Store(b, p, i, b.Scalar(Codes.Add, b.Load(p[2], i, isProved: true), p[3]))));
        Assert.DoesNotContain("x.", Text(function), StringComparison.Ordinal);
        using LoadedAssembly assembly = Emitted.Compile(File(function));
        var method = assembly.Method<Whole>("Sample.Program", "F");
        for (int length = 0; length <= 40; length++)
        {
            double[] y = new double[length + 2];
            method(default, default, y, 1, length, default, default);
            Assert.Equal([.. Enumerable.Repeat(1.0, length), 0, 0], y);
        }
    }

    /// <summary>The first of the two loops changes what the counter began with: the second one goes on where the first ended.</summary>
    [Fact]
    public void Where_it_begins_is_found_once()
    {
        Function function = Function((b, p) =>
        {
            Value lower = b.Scalar(Ir.I32, Codes.Convert, b.Load(p[2], b.Int32(0)));
            b.For(lower, p[4], [], (i, _) =>
            {
                Store(b, p, i, b.Scalar(Codes.Add, b.Load(p[2], i, isProved: true), p[3]));
                return [];
            });
        });
        Assert.Contains("Lanes.End<double>(i, n)", Text(function), StringComparison.Ordinal);
        using LoadedAssembly assembly = Emitted.Compile(File(function));
        double[] y = new double[40];
        assembly.Method<Whole>("Sample.Program", "F")(default, default, y, 1, 40, default, default);
        Assert.Equal(Enumerable.Repeat(1.0, 40), y);
    }

    [Fact]
    public void Where_it_begins_may_be_an_expression()
    {
        string text = Text((b, p) => b.For(b.Scalar(Codes.Add, b.Scalar(Codes.Multiply, p[4], b.Int32(-1)), b.Length(p[0])), p[4], [], (i, _) =>
        {
            Store(b, p, i, b.Scalar(Codes.Negate, X(b, p, i)));
            return [];
        }));
        Assert.Contains("LanesAt", text, StringComparison.Ordinal);
    }

    private delegate void Whole(ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y, double a, int n, Span<float> w, Span<double> v);

    private static Value X(IrBuilder b, Value[] p, Value i) => b.Load(p[0], i, isProved: true);

    private static Value Z(IrBuilder b, Value[] p, Value i) => b.Load(p[1], i, isProved: true);

    private static void Store(IrBuilder b, Value[] p, Value i, Value value) => b.Store(p[2], i, value, isProved: true);

    private static void Each(IrBuilder b, Value[] p, Action<Value> body) => b.For(p[4], [], (i, _) =>
    {
        body(i);
        return [];
    });

    private static void Runs(Action<IrBuilder, Value[]> body)
    {
        string text = Text(body);
        Assert.Contains("LanesAt(", text, StringComparison.Ordinal);
        Assert.Contains("Lanes.End<double>(i, n)", text, StringComparison.Ordinal);
    }

    private static void Stays(Action<IrBuilder, Value[]> body) => Assert.DoesNotContain("Lanes", Text(body), StringComparison.Ordinal);

    private static string Text(Action<IrBuilder, Value[]> body) => Text(Function(body));

    private static string Text(Function function) => Emitted.Body(Method(function));

    private static string File(Function function) => Emitted.File(Method(function));

    private static GeneratedMethod Method(Function function)
        => Emitted.Method(function, "ReadOnlySpan<double> x; ReadOnlySpan<double> z; Span<double> y; double a; int n; Span<float> w; Span<double> v", "void");

    /// <summary>Of (x, z, y, a, n, w, v).</summary>
    private static Function Function(Action<IrBuilder, Value[]> body)
        => Ir.Build([Ir.ReadOnly, Ir.ReadOnly, Ir.Buffer, Ir.F64, Ir.I32, new IrType(ScalarKind.Float32, IrShape.Buffer), Ir.Buffer], (b, p) =>
        {
            body(b, p);
            return [];
        });
}
