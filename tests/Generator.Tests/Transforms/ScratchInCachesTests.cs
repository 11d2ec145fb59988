using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>
/// Of (double[] x, double[] d, int n, int rows): an array t of n elements is filled in each of the rows, and copied to a cache, which is read after all of them.
/// </summary>
public sealed partial class ScratchInCachesTests
{
    private const int Length = 3, Rows = 4;

    /// <summary>What stands in the loop over the rows.</summary>
    private sealed record Row(IrBuilder B, Value X, Value D, Value N, Value Array, Value Cache, Value R)
    {
        public void Fill(Value? upper = null, double by = 1) => Each(i => B.Store(Array, i, B.Scalar(Codes.Multiply, B.Load(X, i, isProved: true), Number(by)), isProved: true), upper);

        public void Sum() => Each(i => AddTo(0, B.Load(Array, i, isProved: true)));

        public void AddTo(int output, Value value) => B.Store(D, B.Int32(output), B.Scalar(Codes.Add, B.Load(D, B.Int32(output), isProved: true), value), isProved: true);

        public Value Start() => B.Scalar(Codes.Multiply, R, N);

        public Value Number(double by) => B.Scalar(Codes.Add, B.Scalar(Ir.F64, Codes.Convert, R), B.Float(ScalarKind.Float64, by));

        public void Each(Action<Value> body, Value? upper = null) => B.For(upper ?? N, [], (i, _) =>
        {
            body(i);
            return [];
        });
    }

    [Fact]
    public void The_array_is_a_window_on_the_cache()
        => Assert.Equal(
            """
            %4: i32 = %3 * %2
            %5: f64[] = alloc cache(%4)
            %6: u64 = convert(%2) checked
            %7: i32 = 0
            for (%8: i32 = %7; < %3; 1)
            {
                %9: i32 = 0
                %10: i32 = %8 * %2
                %11 t: f64[] = view %5(%10, %2)
                for (%12: i32 = %9; < %2; 1)
                {
                    %13: f64 = %0[%12 proved]
                    %14: f64 = convert(%8)
                    %15: f64 = 1
                    %16: f64 = %14 + %15
                    %17: f64 = %13 * %16
                    %11[%12 proved] = %17
                }
                %18: i32 = %8 * %2
                %19: i32 = 0
                for (%20: i32 = %19; < %2; 1)
                {
                    %21: i32 = %18 + %20
                    %22: f64 = %11[%20 proved]
                }
            }
            """,
            Ir.Body(ScratchInCaches.Run(Build(row =>
            {
                row.Fill();
                Value start = row.Start();
                row.Each(i => row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), row.B.Load(row.Array, i, isProved: true), isProved: true));
            }, reads: false))));

    private static readonly Dictionary<string, Action<Row>> Windows = new()
    {
        ["read before and after"] = row =>
        {
            row.Fill();
            row.Sum();
            Value start = row.Start();
            CopyFrom(row, start);
            row.Sum();
        },
        ["changed again before the copy"] = row =>
        {
            row.Fill();
            row.B.Store(row.Array, row.B.Int32(1), row.Number(7), isProved: true);
            row.Sum();
            CopyFrom(row, row.Start());
        },
        ["stored and copied in one loop"] = row =>
        {
            Value start = row.Start();
            row.Each(i =>
            {
                Value value = row.B.Scalar(Codes.Multiply, row.B.Load(row.X, i, isProved: true), row.Number(2));
                row.B.Store(row.Array, i, value, isProved: true);
                row.B.Store(row.Cache, row.B.Scalar(Codes.Add, i, start), value, isProved: true);
            });
            row.Sum();
        },
        ["cleared first"] = row =>
        {
            row.B.Add(new ClearOp(row.Array));
            row.B.Store(row.Array, row.B.Int32(2), row.Number(7), isProved: true);
            CopyFrom(row, row.Start());
        },
        ["the cache is read after the copy"] = row =>
        {
            row.Fill();
            Value start = row.Start();
            CopyFrom(row, start);
            row.AddTo(1, row.B.Load(row.Cache, start, isProved: true));
        },
        ["read in a loop of its own and copied under nothing"] = row =>
        {
            row.Fill();
            Value start = row.Start();
            row.Each(i =>
            {
                Value value = row.B.Load(row.Array, i, isProved: true);
                row.Each(j => row.AddTo(1, row.B.Scalar(Codes.Multiply, value, row.B.Load(row.Array, j, isProved: true))), i);
                row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), value, isProved: true);
            });
        },
    };

    [Fact]
    public void A_cache_of_the_trip_may_be_it()
    {
        Function function = Build(row =>
        {
            Value cache = row.B.Alloc(ScalarKind.Float64, row.N, AllocKind.Cache);
            row.Fill();
            row.Each(i => row.B.Store(cache, i, row.B.Load(row.Array, i, isProved: true), isProved: true));
            row.AddTo(1, row.B.Load(cache, row.B.Int32(2), isProved: true));
        }), after = ScratchInCaches.Run(function);
        Assert.DoesNotContain("alloc local", Ir.Body(after), StringComparison.Ordinal);
        Assert.Equal(Results(function), Results(after));
    }

    public static TheoryData<string> WindowNames() => [.. Windows.Keys];

    public static TheoryData<string> OtherNames() => [.. Others.Keys];

    [Theory, MemberData(nameof(WindowNames))]
    public void It_computes_the_same_without_the_array(string name)
    {
        Function function = Build(Windows[name]), after = ScratchInCaches.Run(function);
        Assert.DoesNotContain("alloc local", Ir.Body(after), StringComparison.Ordinal);
        Assert.Equal(Results(function), Results(after));
    }

    [Theory, MemberData(nameof(OtherNames))]
    public void Anything_else_stays(string name)
    {
        Function function = Build(Others[name]);
        Assert.Equal(Ir.Body(function), Ir.Body(ScratchInCaches.Run(function)));
    }

    [Fact]
    public void What_is_read_after_the_rows_stays()
    {
        Function function = Build(row =>
        {
            row.Fill();
            CopyFrom(row, row.Start());
        }, reads: true, after: (b, array, d) => b.Store(d, b.Int32(1), b.Load(array, b.Int32(0), isProved: true), isProved: true));
        Assert.Equal(Ir.Body(function), Ir.Body(ScratchInCaches.Run(function)));
    }

    [Fact]
    public void Of_two_caches_of_one_array_one_is_it()
    {
        Function function = Ir.Build([Ir.ReadOnly, Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
        {
            Value size = b.Scalar(Codes.Multiply, p[3], p[2]);
            Value first = b.Alloc(ScalarKind.Float64, size, AllocKind.Cache), second = b.Alloc(ScalarKind.Float64, size, AllocKind.Cache);
            Value array = b.Alloc(ScalarKind.Float64, p[2], AllocKind.Local, "t");
            b.For(p[3], [], (r, _) =>
            {
                var row = new Row(b, p[0], p[1], p[2], array, first, r);
                row.Fill();
                CopyFrom(row, row.Start());
                CopyFrom(row with { Cache = second }, row.Start());
                return [];
            });
            b.For(size, [], (i, _) =>
            {
                Value product = b.Scalar(Codes.Multiply, b.Load(first, i, isProved: true), b.Load(second, i, isProved: true));
                b.Store(p[1], b.Int32(0), b.Scalar(Codes.Add, b.Load(p[1], b.Int32(0), isProved: true), product), isProved: true);
                return [];
            });
            return [];
        });
        Function after = ScratchInCaches.Run(function);
        Assert.Single(Ir.Body(after).Split('\n'), line => line.Contains("view", StringComparison.Ordinal));
        Assert.Equal(Results(function), Results(after));
    }

    /// <summary>Two loops over rows, each with an array of its own, keep them in the same cache.</summary>
    [Fact]
    public void Of_two_arrays_in_one_cache_one_is_it()
    {
        Function function = Ir.Build([Ir.ReadOnly, Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
        {
            Value cache = b.Alloc(ScalarKind.Float64, b.Scalar(Codes.Multiply, p[3], p[2]), AllocKind.Cache);
            foreach (string name in (string[])["t", "u"])
            {
                Value array = b.Alloc(ScalarKind.Float64, p[2], AllocKind.Local, name);
                b.For(p[3], [], (r, _) =>
                {
                    var row = new Row(b, p[0], p[1], p[2], array, cache, r);
                    row.Fill();
                    CopyFrom(row, row.Start());
                    row.AddTo(0, b.Load(cache, row.Start(), isProved: true));
                    return [];
                });
            }
            return [];
        });
        Function after = ScratchInCaches.Run(function);
        Assert.Single(Ir.Body(after).Split('\n'), line => line.Contains("view", StringComparison.Ordinal));
        Assert.Single(Ir.Body(after).Split('\n'), line => line.Contains("alloc local", StringComparison.Ordinal));
        Assert.Equal(Results(function), Results(after));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void A_negative_length_throws_as_before(int length, bool throws)
    {
        Function function = Build(Windows["read before and after"]), after = ScratchInCaches.Run(function);
        foreach (Function tried in (Function[])[function, after])
        {
            Exception? thrown = Record.Exception(() => IrInterpreter.Run(tried, Numbers(), Numbers(), length, 0));
            if (throws) Assert.IsType<OverflowException>(thrown);
            else Assert.Null(thrown);
        }
    }

    /// <summary>Rows of random statements, each of which may be what makes it wrong.</summary>
    [Fact]
    public void Random_rows_compute_the_same()
    {
        int changed = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            Function function = Build(row => Random(row, new Random(seed))), after = ScratchInCaches.Run(function);
            IrVerifier.Verify(after);
            if (!ReferenceEquals(function, after)) changed++;
            double[] expected = Results(function), actual = Results(after);
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}\n{Ir.Body(function)}\n{Ir.Body(after)}");
        }
        Assert.InRange(changed, 300, 2700);
    }

    private static void Random(Row row, Random random)
    {
        if (random.Next(4) > 0) row.Fill();
        for (int count = random.Next(2, 6); count > 0; count--)
        {
            double by = random.Next(1, 9);
            switch (random.Next(9))
            {
                case 0 or 1 or 2: row.Fill(by: by); break;
                case 3 or 4: CopyFrom(row, row.Start()); break;
                case 5: row.Sum(); break;
                case 6: row.B.Store(row.Array, row.B.Int32(random.Next(Length)), row.Number(by), isProved: true); break;
                case 7: row.AddTo(1, row.B.Load(row.Cache, row.B.Int32(random.Next(Length * Rows)), isProved: true)); break;
                default:
                    row.B.If(row.B.Scalar(Codes.Less, row.R, row.B.Int32(random.Next(Rows))), () => row.Fill(by: by), () => row.Sum());
                    break;
            }
        }
    }

    private static void CopyFrom(Row row, Value start)
        => row.Each(i => row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), row.B.Load(row.Array, i, isProved: true), isProved: true));

    private static double[] Numbers() => [1.5, -2, 0.25];

    private static double[] Results(Function function)
    {
        double[] d = Numbers();
        IrInterpreter.Run(function, Numbers(), d, Length, Rows);
        return d;
    }

    private static Function Build(Action<Row> row, bool reads = true, Action<IrBuilder, Value, Value>? after = null)
        => Ir.Build([Ir.ReadOnly, Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
        {
            Value size = b.Scalar(Codes.Multiply, p[3], p[2]);
            Value cache = b.Alloc(ScalarKind.Float64, size, AllocKind.Cache), array = b.Alloc(ScalarKind.Float64, p[2], AllocKind.Local, "t");
            b.For(p[3], [], (r, _) =>
            {
                row(new Row(b, p[0], p[1], p[2], array, cache, r));
                return [];
            });
            if (!reads) return [];
            b.For(size, [], (i, _) =>
            {
                Value old = b.Load(p[1], b.Int32(0), isProved: true), kept = b.Load(cache, i, isProved: true);
                b.Store(p[1], b.Int32(0), b.Scalar(Codes.Add, b.Scalar(Codes.Multiply, old, b.Float(ScalarKind.Float64, 0.5)), kept), isProved: true);
                return [];
            });
            after?.Invoke(b, array, p[1]);
            return [];
        });
}
