using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (double[] x, double g, double[] d), where d is as long as x.</summary>
public sealed class CacheInOutputsTests
{
    private sealed record Parts(IrBuilder B, Value X, Value G, Value D)
    {
        public Value Cache(Value length) => B.Alloc(ScalarKind.Float64, length, AllocKind.Cache, "cache");

        /// <summary>for (i…) cache[i] = Exp(x[i]).</summary>
        public void Keep(Value length, Value cache) => B.For(length, [], (i, _) =>
        {
            B.Store(cache, i, B.Scalar("Math.Exp", B.Load(X, i)), isProved: true);
            return [];
        });

        /// <summary>for (i…) d[i] = g * cache[i].</summary>
        public void Fill(Value length, Value cache) => B.For(length, [], (i, _) =>
        {
            B.Store(D, i, B.Scalar(Codes.Multiply, G, B.Load(cache, i, isProved: true)), isProved: true);
            return [];
        });
    }

    [Fact]
    public void A_cache_is_kept_in_the_output_that_is_filled_from_it()
        => Assert.Equal(
            """
            %3: i32 = length %0
            %4: i32 = 0
            for (%5: i32 = %4; < %3; 1)
            {
                %6: f64 = %0[%5]
                %7: f64 = Math.Exp(%6)
                %2[%5 proved] = %7
            }
            %8: i32 = 0
            for (%9: i32 = %8; < %3; 1)
            {
                %10: f64 = %2[%9 proved]
                %11: f64 = %1 * %10
                %2[%9 proved] = %11
            }
            """,
            Ir.Body(CacheInOutputs.Run(Build(p =>
            {
                Value n = p.B.Length(p.X), cache = p.Cache(n);
                p.Keep(n, cache);
                p.Fill(n, cache);
            }))));

    private static readonly Dictionary<string, Action<Parts>> Others = new()
    {
        ["the cache is read later"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.Fill(n, cache);
            p.B.Store(p.D, p.B.Int32(0), p.B.Load(cache, p.B.Int32(0)));
        },
        ["the output is written before"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.B.Store(p.D, p.B.Int32(0), p.G);
            p.Keep(n, cache);
            p.Fill(n, cache);
        },
        ["something may throw in between"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.B.Store(cache, p.B.Int32(0), p.B.Load(p.X, p.B.Int32(7)));
            p.Fill(n, cache);
        },
        ["another length"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(p.B.Int32(7));
            p.Keep(n, cache);
            p.Fill(n, cache);
        },
        ["not all elements"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.B.For(p.B.Int32(1), n, [], (i, _) =>
            {
                p.B.Store(p.D, i, p.B.Load(cache, i, isProved: true), isProved: true);
                return [];
            });
        },
        ["the output is stored first"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.B.For(n, [], (i, _) =>
            {
                p.B.Store(p.D, i, p.G, isProved: true);
                p.B.Store(p.X, i, p.B.Load(cache, i, isProved: true), isProved: true);
                return [];
            });
        },
        ["another element"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.B.For(n, [], (i, _) =>
            {
                p.B.Store(p.D, i, p.B.Load(cache, p.B.Scalar(Codes.Subtract, p.B.Scalar(Codes.Subtract, n, p.B.Int32(1)), i), isProved: true), isProved: true);
                return [];
            });
        },
        ["an output that is added to"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.B.For(n, [], (i, _) =>
            {
                p.B.Store(p.D, i, p.B.Scalar(Codes.Add, p.B.Load(p.D, i, isProved: true), p.B.Load(cache, i, isProved: true)), isProved: true);
                return [];
            });
        },
        ["only under a condition"] = p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.B.For(n, [], (i, _) =>
            {
                Value kept = p.B.Load(cache, i, isProved: true);
                p.B.If(p.B.Scalar(Codes.Less, kept, p.G), () => p.B.Store(p.D, i, kept, isProved: true));
                return [];
            });
        },
    };

    public static TheoryData<string> OtherNames() => [.. Others.Keys];

    [Theory, MemberData(nameof(OtherNames))]
    public void Anything_else_stays(string name)
    {
        Function function = Build(Others[name]);
        Assert.Equal(Ir.Body(function), Ir.Body(CacheInOutputs.Run(function)));
    }

    [Fact]
    public void Parameters_that_may_be_one_storage_stay()
    {
        Function function = Build(p =>
        {
            Value n = p.B.Length(p.X), cache = p.Cache(n);
            p.Keep(n, cache);
            p.Fill(n, cache);
        }) with
        { ParametersMayAlias = true };
        Assert.Equal(Ir.Body(function), Ir.Body(CacheInOutputs.Run(function)));
    }

    private static Function Build(Action<Parts> body)
        => Ir.Build([Ir.Buffer, Ir.F64, Ir.Buffer], (b, p) =>
        {
            body(new Parts(b, p[0], p[1], p[2]));
            return [];
        }) with
        { Lengths = [-1, -1, Function.SameAs(0)] };
}
