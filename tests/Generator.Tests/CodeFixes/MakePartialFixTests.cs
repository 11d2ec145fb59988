using DiffGen.CodeFixes;

namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>DG0001 in one step, for all types around and all methods.</summary>
public sealed class MakePartialFixTests
{
    [Fact]
    public void Nested_types_become_partial_all_the_way_up() => FixRun.Fixes(new MakePartialFix(), "DG0001", """
        using DiffGen;

        namespace Samples;

        /// <summary>Outer.</summary>
        public static class Outer
        {
            // The inner one.
            class Inner
            {
                [Differentiable]
                internal static double F(double x) => x * x;
            }

            internal sealed partial class Other
            {
                private readonly struct Deep
                {
                    [Differentiable]
                    public static double F(double x) => x * x;

                    [Differentiable]
                    public static double G(double x) => x * x;
                }
            }
        }
        """, """
        using DiffGen;

        namespace Samples;

        /// <summary>Outer.</summary>
        public static partial class Outer
        {
            // The inner one.
            partial class Inner
            {
                [Differentiable]
                internal static double F(double x) => x * x;
            }

            internal sealed partial class Other
            {
                private readonly partial struct Deep
                {
                    [Differentiable]
                    public static double F(double x) => x * x;

                    [Differentiable]
                    public static double G(double x) => x * x;
                }
            }
        }
        """);

    [Fact]
    public void Models_too() => Assert.Contains("public sealed partial class Line", FixRun.First(new MakePartialFix(), "DG0001", """
        using DiffGen;

        public sealed class Line
        {
            [Parameter]
            public partial double Slope { get; set; }
        }
        """), StringComparison.Ordinal);
}
