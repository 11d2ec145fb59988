using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Functions of (int n, double x, double[] y), y of n elements, with arrays m and k of n elements of their own; k is added to y at last.</summary>
internal sealed class Stencil
{
    private Stencil(IrBuilder builder, Value[] parameters)
    {
        (B, N, X, Y) = (builder, parameters[0], parameters[1], parameters[2]);
        M = builder.Alloc(ScalarKind.Float64, N, AllocKind.Local);
        K = builder.Alloc(ScalarKind.Float64, N, AllocKind.Local);
        Zero = builder.Int32(0);
    }

    public IrBuilder B { get; }

    public Value N { get; }

    public Value X { get; }

    public Value Y { get; }

    public Value M { get; }

    public Value K { get; }

    public Value Zero { get; }

    public static Function Build(Action<Stencil> body) => Ir.Build([Ir.I32, Ir.F64, Ir.Buffer], (b, p) =>
    {
        var stencil = new Stencil(b, p);
        body(stencil);
        stencil.Sum(stencil.K);
        return [];
    });

    /// <summary>The same, as it is once what is computed twice is computed once: one value per index.</summary>
    public static Function BuildOnce(Action<Stencil> body) => CommonSubexpressions.Run(Build(body));

    /// <summary>Steps of a few loops that store to one of the arrays what comes of others, at and beside the counter.</summary>
    public static Function Random(int seed) => BuildOnce(s =>
    {
        var random = new Random(seed);
        Value[] arrays = [s.M, s.M, s.K, s.Y];
        void Loops()
        {
            for (int count = random.Next(2, 6); count > 0; count--)
            {
                int lower = random.Next(3), upper = -random.Next(3);
                bool isDown = upper == 0 && random.Next(4) == 0;
                bool isFilling = random.Next(2) == 0;
                int Beside() => random.Next(-lower, 1 - upper);
                void Trip(Value i)
                {
                    // More often than not m goes from one loop to the next.
                    Value value = isFilling ? s.Load(arrays[random.Next(2, 4)], i, Beside()) : s.Load(s.M, i, Beside());
                    for (int loads = random.Next(3) / 2; loads > 0; loads--) value = s.Plus(s.Twice(value), s.Load(arrays[random.Next(4)], i, Beside()));
                    s.Store(isFilling ? s.M : arrays[random.Next(1, 4)], i, value, Beside());
                    if (random.Next(4) == 0) s.Store(arrays[random.Next(4)], i, s.X, Beside());
                }
                if (isDown) s.Down(lower, Trip);
                else s.Up(lower, upper, Trip);
                if (random.Next(6) == 0) s.Clear(arrays[random.Next(3)]);
            }
        }
        if (random.Next(2) == 0) s.Up(s.Zero, s.B.Int32(3), _ => Loops());
        else Loops();
        if (random.Next(2) == 0) s.Sum(s.M);
    });

    /// <summary>That two functions leave the same bits, for arrays of a few elements.</summary>
    public static void Compare(Function before, Function after, int fewest)
    {
        for (int n = fewest; n < fewest + 6; n++)
        {
            double[] expected = [.. Enumerable.Range(1, n).Select(i => 1.0 / i)], actual = [.. expected];
            IrInterpreter.Run(before, n, 0.7, expected);
            IrInterpreter.Run(after, n, 0.7, actual);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"n = {n}: [{string.Join(", ", actual)}] instead of [{string.Join(", ", expected)}]\n{IrPrinter.Print(before)}\n{IrPrinter.Print(after)}");
        }
    }

    /// <summary><c>for (i = lower; i &lt; n + upper; i++)</c></summary>
    public void Up(int lower, int upper, Action<Value> body) => Up(B.Int32(lower), upper == 0 ? N : B.Scalar(Codes.Subtract, N, B.Int32(-upper)), body);

    public void Up(Value lower, Value upper, Action<Value> body) => B.For(lower, upper, [], (i, _) =>
    {
        body(i);
        return [];
    });

    /// <summary><c>for (i = n - 1; i >= last; i--)</c></summary>
    public void Down(int last, Action<Value> body) => Loop(B.Scalar(Codes.Subtract, N, B.Int32(1)), B.Int32(last), -1, isInclusive: true, body);

    /// <summary>A loop that carries nothing.</summary>
    public void Loop(Value first, Value end, int step, bool isInclusive, Action<Value> body) => Loop(first, end, step, isInclusive, [], (i, _) =>
    {
        body(i);
        return [];
    });

    /// <summary>A loop that carries a number, and what it is in the end.</summary>
    public Value Loop(Value first, Value end, int step, bool isInclusive, Value init, Func<Value, Value, Value> body)
        => Loop(first, end, step, isInclusive, [init], (i, carried) => [body(i, carried[0])])[0];

    private Value[] Loop(Value first, Value end, int step, bool isInclusive, Value[] inits, Func<Value, Value[], Value[]> body)
    {
        Value counter = B.Define(Ir.I32);
        Value[] carried = [.. inits.Select(init => B.Define(B.TypeOf(init)))];
        Region region = B.Region([counter, .. carried], () => [.. body(counter, carried)]);
        Value[] results = [.. inits.Select(init => B.Define(B.TypeOf(init)))];
        B.Add(new ForOp([.. results], first, end, step, isInclusive, [.. inits], region));
        return results;
    }

    /// <summary>A loop that carries a sum, which is added to the first element of y where there is one.</summary>
    public void Fold(int lower, int upper, Func<Value, Value, Value> body) => Fold(B.Int32(lower), upper == 0 ? N : B.Scalar(Codes.Subtract, N, B.Int32(-upper)), body);

    public void Fold(Value lower, Value upper, Func<Value, Value, Value> body) => AddToFirst(Loop(lower, upper, 1, isInclusive: false, X, body));

    /// <summary>Adds to the first element of y where there is one.</summary>
    public void AddToFirst(Value sum)
        => B.If(B.Scalar(Codes.Less, B.Int32(0), N), () => B.Store(Y, B.Int32(0), Plus(B.Load(Y, B.Int32(0), isProved: true), sum), isProved: true));

    public Value Load(Value array, Value index, int offset = 0, bool isProved = true) => B.Load(array, Moved(index, offset), isProved: isProved);

    public void Store(Value array, Value index, Value value, int offset = 0) => B.Store(array, Moved(index, offset), value, isProved: true);

    public void StoreFirst(Value array, bool isProved = true) => B.Store(array, B.Int32(0), X, isProved);

    public void Clear(Value array) => B.Add(new ClearOp(array));

    public Value Twice(Value value) => B.Scalar(Codes.Multiply, value, B.Float(ScalarKind.Float64, 2));

    public Value Plus(Value left, Value right) => B.Scalar(Codes.Add, left, right);

    public Value Sine(Value value) => B.Scalar("Math.Sin", value);

    /// <summary>Adds what the elements of an array come to to the first element of y where there is one.</summary>
    public void Sum(Value array, int lower = 0) => Fold(lower, 0, (i, x) => Plus(Twice(x), Load(array, i)));

    private Value Moved(Value index, int offset) => offset switch
    {
        0 => index,
        < 0 => B.Scalar(Codes.Subtract, index, B.Int32(-offset)),
        _ => B.Scalar(Codes.Add, index, B.Int32(offset)),
    };
}
