using System.Globalization;
using System.Text;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Functions that are taken apart: they call their parts, and values that cross a border are kept.</summary>
public sealed class OutlineTests
{
    [Fact]
    public void Parts_keep_what_others_need()
    {
        (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(Ir.Build([Ir.F64, Ir.Buffer], (b, p) =>
        {
            Value length = b.Scalar(Ir.F64, Codes.Convert, b.Length(p[1])), first = b.Scalar(Codes.Divide, p[0], length), second = b.Scalar(Codes.Divide, first, length), third = b.Scalar(Codes.Divide, second, second);
            b.Store(p[1], b.Int32(1), b.Scalar(Codes.Subtract, third, second));
            return [b.Scalar(Codes.Multiply, third, first)];
        }), mostVariables: 3);
        Assert.Equal(
            """
            %2: i32 = 4
            %3 kept: f64[] = alloc cache(%2)
            %4: i32 = 0
            %3[%4 proved] = %0
            call F() part 1(%1, %3)
            call F() part 2(%1, %3)
            call F() part 3(%1, %3)
            %5: i32 = 3
            %6: f64 = %3[%5 proved]
            yield %6
            """,
            Ir.Body(rest));
        Assert.Equal(
            """
            %2: i32 = 0
            %3: f64 = %1[%2 proved]
            %4: i32 = length %0
            %5: f64 = convert(%4)
            %6: f64 = %3 / %5
            %7: i32 = 1
            %1[%7 proved] = %6
            """,
            Ir.Body(parts[0]));
        Assert.Equal(
            """
            %2: i32 = 2
            %3: f64 = %1[%2 proved]
            %4: f64 = %3 / %3
            %5: f64 = %4 - %3
            %6: i32 = 1
            %0[%6] = %5
            %7: i32 = 1
            %8: f64 = %1[%7 proved]
            %9: f64 = %4 * %8
            %10: i32 = 3
            %1[%10 proved] = %9
            """,
            Ir.Body(parts[2]));
    }

    [Fact]
    public void Random_functions_keep_their_meaning()
    {
        int outlined = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            Function function = RandomFunctions.Create(seed, 20 + (seed % 60));
            (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(function, mostVariables: 8 + (seed % 24));
            if (parts.Count == 0) Assert.Same(function, rest);
            else outlined++;
            foreach (Function part in parts.Append(rest)) IrVerifier.Verify(part);
            for (int run = 0; run < 4; run++)
            {
                string expected = RandomFunctions.Observe(function, run), actual = RandomFunctions.Observe(rest, run, parts);
                Assert.True(expected == actual, $"seed {seed}, run {run}: {actual} instead of {expected}\n{IrPrinter.Print(function)}\n{string.Join("\n", parts.Append(rest).Select(IrPrinter.Print))}");
            }
        }
        Assert.InRange(outlined, 200, 600);
    }

    [Fact]
    public void Short_functions_stay()
    {
        Function function = Chain(Length(mostVariables: 0.9));
        Assert.Same(function, Outline.Outlined(function).Function);
        Assert.Empty(Outline.Outlined(function).Parts);
    }

    [Fact]
    public void Parts_are_about_as_long_as_one_another()
    {
        (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(Chain(Length(mostVariables: 4)));
        Assert.Equal(8, parts.Count);
        Assert.All(parts, part => Assert.InRange(part.Body.Operations.OfType<ScalarOp>().Count(), PartPlan.MostVariables / 2, PartPlan.MostVariables));
        Assert.Equal(8, rest.Body.Operations.OfType<CallOp>().Count());
    }

    [Fact]
    public void So_are_those_of_a_body_of_a_loop()
    {
        Function function = Ir.Build([Ir.F64, Ir.I32], (b, p) => b.For(p[1], [p[0]], (_, carried) => [Chain(b, carried[0], Length(mostVariables: 2))]));
        (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(function);
        Assert.Equal(4, parts.Count);
        Assert.Equal(4, rest.Body.Operations.OfType<ForOp>().Single().Body.Operations.OfType<CallOp>().Count());
        Assert.Equal(IrInterpreter.Run(function, 0.3, 3), IrInterpreter.Run(rest, parts.ToDictionary(part => part.Name), 0.3, 3));
    }

    /// <summary>What takes as many buffers as a part may have is one, though it is shorter than others.</summary>
    [Fact]
    public void Code_of_many_buffers_is_taken_apart()
    {
        const int buffers = 5, statements = 8, pieces = 60;
        (_, IReadOnlyList<Function> parts) = Outline.Outlined(Ir.Build([Ir.F64, .. Enumerable.Repeat(Ir.Buffer, buffers * pieces)], (b, p) =>
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                Value value = p[0];
                for (int i = 0; i < statements; i++) value = b.Scalar(Codes.Multiply, value, value);
                for (int i = 0; i < buffers; i++) b.Store(p[1 + (piece * buffers) + i], b.Int32(0), value);
            }
            return [];
        }));
        Assert.InRange(parts.Count, pieces / 5, pieces / 3);
        Assert.All(parts, part => Assert.InRange(part.Parameters.Count, 20, 25));
    }

    /// <summary>What is a reference in C# can't be passed on as a span that lives longer, so what touches it stays where it is.</summary>
    [Fact]
    public void What_touches_a_reference_stays()
    {
        Function function = Ir.Build([Ir.Buffer], (b, p) =>
        {
            Value value = b.Load(p[0], b.Int32(0));
            value = Chain(b, value, Length(mostVariables: 1));
            b.Store(p[0], b.Int32(0), value);
            return [Chain(b, value, Length(mostVariables: 1))];
        });
        (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(function with { Lengths = [1] });
        Assert.All(parts, part => Assert.DoesNotContain(part.Parameters, parameter => part.NameOf(parameter) != "kept"));
        Assert.Contains(rest.Body.Operations, operation => operation is StoreOp store && store.Buffer == rest.Parameters[0]);
    }

    /// <summary>A method of 400 statements, with branches, loops, integers and arrays in between.</summary>
    [Fact]
    public void Gradient_of_a_long_method()
    {
        GeneratorRun run = GeneratorRun.Of(LongMethod(statements: 400));
        Assert.Contains("LongGradientPart3(", run.SingleText, StringComparison.Ordinal);
        CheckGradient(run);
    }

    /// <summary>A condition is an expression, however long.</summary>
    [Fact]
    public void A_condition_of_a_loop_stays()
    {
        Function function = Ir.Build([Ir.F64, Ir.F64], (b, p) =>
        {
            Value tested = b.Define(Ir.F64);
            Region condition = b.Region([tested], () => [b.Scalar(Codes.Less, Chain(b, tested, 40), p[1])]);
            Value carried = b.Define(Ir.F64);
            Region body = b.Region([carried], () => [Chain(b, carried, 40)]);
            Value result = b.Define(Ir.F64);
            b.Add(new WhileOp([result], [p[0]], condition, body));
            return [result];
        });
        (Function rest, IReadOnlyList<Function> parts) = Outline.Outlined(function, mostVariables: 20);
        WhileOp loop = rest.Body.Operations.OfType<WhileOp>().Single();
        Assert.Equal(4, parts.Count);
        Assert.Equal(41, loop.Condition.Operations.OfType<ScalarOp>().Count());
        Assert.Equal(4, loop.Body.Operations.OfType<CallOp>().Count());
    }

    /// <summary>An element that one trip writes is what the next one reads, although a part has the two windows as spans of their own.</summary>
    [Fact]
    public void Windows_of_one_array_may_overlap_in_a_part_too()
    {
        var text = new StringBuilder("double[] t = new double[8 * x.Length];\nint n = 4 * x.Length;\nSpan<double> left = t.AsSpan(1, n), right = t.AsSpan(0, n);\ndouble v0 = x[0];\n");
        for (int i = 0; i < 300; i++)
        {
            text.Append(i % 60 == 10
                ? string.Create(CultureInfo.InvariantCulture, $"right[0] = v{i};\nfor (int i = 0; i < right.Length; i++) left[i] = right[i] * 0.9;\ndouble v{i + 1} = left[n - 1];\n")
                : string.Create(CultureInfo.InvariantCulture, $"double v{i + 1} = 0.5 * v{i} + Math.Sin(v{i}) * x[{i % 4}];\n"));
        }
        GeneratorRun run = GeneratorRun.Of(Method($"{text}return v300;\n"));
        Assert.Contains("Span<double> left, Span<double> right", run.SingleText, StringComparison.Ordinal);
        CheckGradient(run);
    }

    /// <summary>A method of four numbers, and what it is itself.</summary>
    private static string Method(string body)
        => $$"""
            using System;
            using DiffGen;

            namespace Samples;

            public static partial class Methods
            {
                public static double Plain(double[] x) => Long(x);

                [Differentiable]
                public static double Long(ReadOnlySpan<double> x)
                {
            {{body}}
                }
            }
            """;

    private static void CheckGradient(GeneratorRun run)
    {
        using var loaded = new LoadedAssembly(run.Output);
        Assert.DoesNotContain(loaded.Diagnostics, diagnostic => run.Result.GeneratedTrees.Contains(diagnostic.Location.SourceTree!));
        var gradient = loaded.Method<Gradient>("Samples.Methods", "LongGradient");
        double[] x = [0.3, -0.6, 0.8, 0.1], g = new double[x.Length], other = new double[x.Length];
        double value = gradient(x, g);
        Assert.Equal(loaded.Method<Func<double[], double>>("Samples.Methods", "Plain")(x), value);
        for (int i = 0; i < x.Length; i++)
        {
            const double step = 1e-5;
            double center = x[i];
            x[i] = center + step;
            double up = gradient(x, other);
            x[i] = center - step;
            double down = gradient(x, other);
            x[i] = center;
            Assert.Equal((up - down) / (2 * step), g[i], 1e-7 * (1 + Math.Abs(g[i])));
        }
    }

    private delegate double Gradient(ReadOnlySpan<double> x, Span<double> dX);

    private static string LongMethod(int statements)
    {
        var random = new Random(7);
        var text = new StringBuilder("double v0 = x[0], v1 = x[1], v2 = x[2], v3 = x[3];\nint n0 = x.Length;\ndouble[] a = new double[x.Length];\n");
        int last = 3, integers = 0;
        string Any() => $"v{last - random.Next(4)}";
        for (int i = 0; i < statements; i++)
        {
            string next = $"v{last + 1}";
            switch (random.Next(20))
            {
                case 0:
                    text.Append(CultureInfo.InvariantCulture, $"int n{integers + 1} = (n{integers} * 5 + {i}) % 7;\n");
                    integers++;
                    continue;
                case 1: text.Append(CultureInfo.InvariantCulture, $"double {next} = {Any()};\nif (n{integers} > 3 && {Any()} < 0.5) {next} = 0.5 * {next} + {Any()} * 0.25; else {next} -= 0.1 * {Any()};\n"); break;
                case 2: text.Append(CultureInfo.InvariantCulture, $"double {next} = 0;\nfor (int i = 0; i < x.Length; i++) {{ a[i] += 0.1 * {Any()}; {next} += a[i] * x[i] * 0.1; }}\n"); break;
                case 3: text.Append(CultureInfo.InvariantCulture, $"a[n{integers} % 4] = {Any()};\ndouble {next} = a[n{integers} % 3] * 0.5;\n"); break;
                case < 8: text.Append(CultureInfo.InvariantCulture, $"double {next} = Math.Sin({Any()} + 0.3 * {Any()});\n"); break;
                default: text.Append(CultureInfo.InvariantCulture, $"double {next} = 0.4 * {Any()} + {Any()} * 0.5 * {Any()} - 0.1 * n{integers};\n"); break;
            }
            last++;
        }
        return Method(text.Append(CultureInfo.InvariantCulture, $"return {Any()} + {Any()} + v{last} + a[0];\n").ToString());
    }

    /// <summary>About so many operations as make variables of a multiple of what a method has at most.</summary>
    private static int Length(double mostVariables) => (int)(mostVariables * PartPlan.MostVariables);

    private static Function Chain(int length) => Ir.Build([Ir.F64], (b, p) => [Chain(b, p[0], length)]);

    private static Value Chain(IrBuilder b, Value value, int length)
    {
        for (int i = 0; i < length; i++) value = b.Scalar(Codes.Multiply, value, value);
        return value;
    }
}
