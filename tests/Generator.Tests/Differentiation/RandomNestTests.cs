using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Tests.Transforms;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>
/// Reverse mode on random nests of three loops over arrays that each depth may write: what is kept has the right elements, whichever loops have a
/// part in it. Against central differences, optimised and not.
/// </summary>
public sealed class RandomNestTests
{
    private const int Length = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Derivative_agrees_with_differences(bool isOptimised)
    {
        int caching = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Function primal = new Nest(seed).Build();
            Function reverse = ReverseMode.Run(isOptimised ? Passes.OnPrimal(primal) : primal, new ReverseSpec([AdjointRole.Accumulated], HasSeed: true, [false], ["dX"]), new Pairs([]));
            if (isOptimised) reverse = Passes.All(reverse);
            IrVerifier.Verify(reverse);
            if (IrPrinter.Print(reverse).Contains("alloc cache", StringComparison.Ordinal)) caching++;
            double[] derivative = new double[Length];
            IrInterpreter.Run(reverse, [Point(), 1.0, derivative]);
            for (int i = 0; i < Length; i++)
            {
                double difference = (At(primal, i, 1e-6) - At(primal, i, -1e-6)) / 2e-6;
                Assert.True(Math.Abs(difference - derivative[i]) <= 1e-6 * (1 + Math.Abs(difference)), $"seed {seed}, input {i}: {derivative[i]:R} instead of {difference:R}\n{IrPrinter.Print(primal)}\n{IrPrinter.Print(reverse)}");
            }
        }
        Assert.True(caching > 250, $"only {caching} keep anything");
    }

    private static double[] Point() => [0.7, -0.4, 1.1, 0.3];

    private static double At(Function primal, int input, double shift)
    {
        double[] x = Point();
        x[input] += shift;
        return (double)IrInterpreter.Run(primal, [x])[0];
    }

    private sealed class Nest(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<Value> _counters = [];
        private IrBuilder _builder = null!;
        private Value[] _arrays = [];

        public Function Build() => Ir.Build([Ir.ReadOnly], (b, p) =>
        {
            _builder = b;
            _arrays = [b.Alloc(ScalarKind.Float64, b.Int32(Length), AllocKind.Local, "h"), b.Alloc(ScalarKind.Float64, b.Int32(Length), AllocKind.Local, "g"), b.Alloc(ScalarKind.Float64, b.Int32(Length), AllocKind.Local, "sum")];
            foreach (Value array in _arrays) Loop(0, Length, 1, i => b.Store(array, i, b.Load(p[0], i)));
            Level(0);
            return [b.Scalar(Codes.Add, b.Load(_arrays[0], b.Int32(1)), b.Load(_arrays[2], b.Int32(0)))];
        });

        /// <summary>Statements, a loop with more of them, and statements.</summary>
        private void Level(int depth)
        {
            Statements(depth);
            if (depth == 3) return;
            (int lower, int upper, int step) = _random.Next(5) switch
            {
                0 => (1, Length, 1),
                1 => (0, Length, 2),
                2 => (Length - 1, 0, -1),
                _ => (0, Length - _random.Next(2), 1),
            };
            Loop(lower, upper, step, counter =>
            {
                _counters.Add(counter);
                if (_random.Next(4) == 0) _builder.If(_builder.Scalar(Codes.Less, counter, _builder.Int32(2)), () => Level(depth + 1));
                else Level(depth + 1);
                _counters.Remove(counter);
            });
            Statements(depth);
        }

        private void Statements(int depth)
        {
            for (int count = _random.Next(depth == 3 ? 3 : 2); count > 0; count--)
            {
                // Sums are read by themselves only, so that the arrays are often left alone.
                bool isSum = _random.Next(3) > 0;
                Value target = isSum ? _arrays[2] : _arrays[_random.Next(2)], place = Index(isSum);
                Value product = _builder.Scalar(Codes.Multiply, Element(), Element());
                Value old = _builder.Load(target, place), half = _builder.Scalar(Codes.Multiply, old, _builder.Float(ScalarKind.Float64, 0.4));
                _builder.Store(target, place, _builder.Scalar(Codes.Add, half, _builder.Scalar("Math.Sin", product)));
            }
        }

        private Value Element() => _builder.Load(_arrays[_random.Next(2)], Index(isSum: false));

        /// <summary>A counter, forward or backward, or a literal.</summary>
        private Value Index(bool isSum)
        {
            if (isSum || _counters.Count == 0 || _random.Next(4) == 0) return _builder.Int32(isSum ? 0 : _random.Next(Length));
            Value counter = _counters[_random.Next(_counters.Count)];
            return _random.Next(3) == 0 ? _builder.Scalar(Codes.Subtract, _builder.Int32(Length - 1), counter) : counter;
        }

        private void Loop(int lower, int upper, int step, Action<Value> build)
        {
            Value first = _builder.Int32(lower), end = _builder.Int32(upper), counter = _builder.Define(IrType.Int32, "i");
            Region body = _builder.Region([counter], () =>
            {
                build(counter);
                return default;
            });
            _builder.Add(new ForOp(default, first, end, step, step < 0, default, body));
        }
    }
}
