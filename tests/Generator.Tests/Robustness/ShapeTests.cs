using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Robustness;

/// <summary>Where methods may stand and what they may be called.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void Global_namespace()
        => Survival.Compiles("public static partial class G { [DiffGen.Differentiable] public static double F(double x) => x * x; }");

    [Fact]
    public void Nested_namespaces_and_types() => Survival.Compiles("""
        using DiffGen;
        namespace A.B
        {
            namespace C
            {
                public partial struct Outer
                {
                    internal static partial class Middle
                    {
                        private partial record Inner
                        {
                            [Differentiable] internal static double F(double x) => x * x;
                        }
                    }
                }
            }
        }
        """);

    [Fact]
    public void Generic_types_around() => Survival.Compiles("""
        using DiffGen;
        namespace Samples;
        public partial class Outer<T> where T : class, new()
        {
            public partial class Inner<TKey, TValue> where TKey : struct where TValue : System.IComparable<TValue>
            {
                [Differentiable] public static double F(double x) => x * x;
            }
        }
        """);

    [Fact]
    public void Two_overloads_and_one_that_differs_in_case() => Survival.Compiles("""
        using System;
        using DiffGen;
        namespace Samples;
        public static partial class Overloads
        {
            [Differentiable] public static double F(double x) => x * x;
            [Differentiable] public static double F(double x, double y) => x * y;
            [Differentiable] public static double F(ReadOnlySpan<double> x) => x[0];
            [Differentiable] public static float F(float x) => x * x;
            [Differentiable] public static double f(double x) => -x;
        }
        """);

    [Fact]
    public void Partial_methods() => Survival.Compiles("""
        using DiffGen;
        namespace Samples;
        public static partial class Parts
        {
            [Differentiable] public static partial double F(double x);
            public static partial double F(double x) => x * x;
        }
        """);

    [Fact]
    public void Names_of_what_is_generated() => Survival.Compiles("""
        using DiffGen;
        namespace Samples;
        public static partial class Names
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
            public static double F(double x, double dx, double seed, double value, double workspace, double f64Stack, int trips, double t)
            {
                double cache = dx * value, shadow = cache * seed, mark = workspace + x, next = t;
                for (int i = 0; i < trips; i++) shadow = System.Math.Sin(shadow * f64Stack) + mark * next;
                return shadow;
            }

            [Differentiable] public static double G(double X, double x) => X * x;
        }
        """);

    [Fact]
    public void Keywords_as_names() => Survival.Compiles("""
        using DiffGen;
        namespace Samples;
        public static partial class Keywords
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
            public static double @double(double @in, double @event, System.ReadOnlySpan<double> @params)
            {
                double @return = @in * @event;
                foreach (double @int in @params) @return += @int * @return;
                return @return;
            }
        }
        """);

    [Fact]
    public void Contextual_keywords_as_names() => Survival.Compiles("""
        using DiffGen;
        namespace Samples;
        public static partial class Contextual
        {
            [Differentiable]
            public static double F(double field, double await, double var, double nameof, double when)
            {
                double record = field * await, yield = var + nameof, scoped = record * yield * when;
                return scoped;
            }
        }
        """);

    [Fact]
    public void Names_of_other_alphabets() => Survival.Compiles("""
        using DiffGen;
        namespace Ψ;
        public static partial class Größe
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
            public static double 面積(double α, double été, double 値)
            {
                double ξ = α * été;
                for (int ї = 0; ї < 3; ї++) ξ += System.Math.Sin(ξ * 値);
                return ξ;
            }
        }
        """);

    [Fact]
    public void Unsafe_code_is_refused() => Survival.Check("""
        using DiffGen;
        namespace Samples;
        public static unsafe partial class Pointers
        {
            [Differentiable] public static double F(double* x) => *x * *x;
            [Differentiable] public static double G(double x) { double* p = &x; return *p; }
            [Differentiable] public static unsafe double H(double[] x) { fixed (double* p = x) return p[0]; }
        }
        """);

    [Fact]
    public void What_is_no_method_of_a_partial_class() => Survival.Check("""
        using DiffGen;
        namespace Samples;
        public class Whole { [Differentiable] public static double F(double x) => x; }
        public interface IShape { [Differentiable] double F(double x); [Differentiable] static abstract double G(double x); }
        public partial interface IDefault { [Differentiable] double F(double x) => x * x; }
        public abstract partial class Abstract { [Differentiable] public abstract double F(double x); }
        public partial class Special
        {
            [Differentiable] public Special(double x) { }
            [Differentiable] public double this[double x] => x;
            [Differentiable] public static double operator +(Special a, double x) => x;
            [Differentiable] public static extern double F(double x);
            [Differentiable] public static async System.Threading.Tasks.Task<double> G(double x) => x;
            [Differentiable] public static ref double H(ref double x) => ref x;
            [Differentiable] public static void Nothing() { }
        }
        file partial class Hidden { [Differentiable] public static double F(double x) => x; }
        """);

    [Fact]
    public void Any_order_of_files_gives_the_same_bytes()
    {
        SourceFile[] files =
        [
            new("A.cs", "using DiffGen; namespace N; public static partial class P { [Differentiable] public static double A(double x) => H.G(x) * x; }"),
            new("B.cs", "using DiffGen; namespace N; public static partial class P { [Differentiable] public static double B(double x) => A(x) + H.G(x); }"),
            new("C.cs", "namespace N; internal static class H { public static double G(double x) => x > 0 ? System.Math.Sin(x) : K.Turn(x); }"),
            new("D.cs", "namespace N; internal static class K { public static double Turn(double x) => x < -9 ? x : H.G(x * x); }"),
            new("E.cs", "using DiffGen; namespace N; public partial class M { [Parameter] public partial double W { get; set; } [Differentiable] public double L(double x) => W * H.G(x); }"),
        ];
        string expected = Text(files);
        for (int seed = 0; seed < 8; seed++)
        {
            SourceFile[] shuffled = [.. files];
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Text(shuffled));
        }

        static string Text(SourceFile[] files) => GeneratorChecks.AllText(Survival.Check(TestCompilation.Create(files)));
    }
}
