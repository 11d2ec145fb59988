using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

public sealed partial class LanesTests
{
    [Fact]
    public void In_double_the_bits_are_those_of_one_at_a_time() => Compare<double>(ScalarKind.Float64, "double", "Math.Sqrt", BitConverter.DoubleToInt64Bits);

    [Fact]
    public void In_float_the_bits_are_those_of_one_at_a_time() => Compare<float>(ScalarKind.Float32, "float", "MathF.Sqrt", value => BitConverter.SingleToInt32Bits(value));

    private delegate void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> z, Span<T> y, T a, int lower, int upper);

    private static void Compare<T>(ScalarKind kind, string keyword, string root, Func<T, long> bits)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        Compare(kind, keyword, root, bits, isAtEnd: false);
        Compare(kind, keyword, root, bits, isAtEnd: true);
    }

    /// <summary>Every operation, with every length up to 40, from the first element and from the third on.</summary>
    private static void Compare<T>(ScalarKind kind, string keyword, string root, Func<T, long> bits, bool isAtEnd)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        IrType scalar = new(kind), span = new(kind, IrShape.Buffer), readOnly = new(kind, IrShape.ReadOnlyBuffer);
        Function function = Ir.Build([readOnly, readOnly, span, scalar, Ir.I32, Ir.I32], (b, p) =>
        {
            // Where the lower bound is found inside a loop and the upper one isn't, the registers are at the end.
            b.For(b.Int32(1), [], (zero, _) =>
            {
                b.For(isAtEnd ? b.Scalar(Codes.Add, p[4], zero) : p[4], p[5], [], (i, _) =>
                {
                    Advance(b, p, i);
                    return [];
                });
                return [];
            });
            return [];
        });
        string text = Emitted.File(Emitted.Method(function, $"ReadOnlySpan<{keyword}> x; ReadOnlySpan<{keyword}> z; Span<{keyword}> y; {keyword} a; int lower; int upper", "void"));
        Assert.Contains($"Lanes.{(isAtEnd ? "Start" : "End")}<{keyword}>(j, upper)", text, StringComparison.Ordinal);
        using LoadedAssembly assembly = Emitted.Compile(text);
        var kernel = assembly.Method<Kernel<T>>("Sample.Program", "F");
        T[] special = [T.Zero, T.NegativeZero, T.One, T.CreateChecked(-2.25), T.CreateChecked(1.5), T.Epsilon, T.PositiveInfinity, T.NaN, T.CreateChecked(1e30), T.CreateChecked(0.1)];
        var random = new Random(7);
        for (int length = 0; length <= 40; length++)
        {
            foreach (int lower in (int[])[0, 3])
            {
                T[] x = Numbers(length), z = Numbers(length + 2), expected = Numbers(length), actual = [.. expected];
                T a = Number();
                if (length < lower) continue;
                IrInterpreter.Run(function, x, z, expected, a, lower, length);
                kernel(x, z, actual, a, lower, length);
                for (int i = 0; i < length; i++)
                    Assert.True(bits(expected[i]) == bits(actual[i]) || (T.IsNaN(expected[i]) && T.IsNaN(actual[i])), $"{i} of {length} from {lower}: {actual[i]} instead of {expected[i]}");
            }
        }

        T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];

        T Number() => random.Next(3) == 0 ? special[random.Next(special.Length)] : T.CreateChecked((random.NextDouble() * 8) - 2);

        void Advance(IrBuilder b, Value[] p, Value i)
        {
            Value x = b.Load(p[0], i, isProved: true), z = b.Load(p[1], b.Scalar(Codes.Add, i, b.Int32(2)), isProved: true), y = b.Load(p[2], i, isProved: true);
            Value quotient = b.Scalar(Codes.Divide, b.Scalar(Codes.Add, b.Scalar(Codes.Multiply, p[3], x), z), b.Scalar(Codes.Subtract, x, b.Float(kind, 1.5)));
            b.Store(p[2], i, b.Scalar(Codes.Subtract, b.Scalar(Codes.Negate, b.Scalar(Codes.Multiply, quotient, y)), b.Scalar(scalar, root, z)), isProved: true);
            b.Store(p[2], i, b.Scalar(Codes.Subtract, b.Scalar(Codes.Negate, x), b.Scalar(Codes.Subtract, b.Load(p[2], i, isProved: true), b.Scalar(Codes.Negate, z))), isProved: true);
            b.Store(p[2], i, b.Scalar(Codes.Negate, b.Load(p[2], i, isProved: true)), isProved: true);
        }
    }
}
