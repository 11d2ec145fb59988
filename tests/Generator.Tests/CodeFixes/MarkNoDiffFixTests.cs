using DiffGen.CodeFixes;

namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>DG0004 and DG0018 by <c>[NoDiff]</c>.</summary>
public sealed class MarkNoDiffFixTests
{
    [Fact]
    public void Unused_parameters() => FixRun.Fixes(new MarkNoDiffFix(), "DG0018", """
        using System;
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(
                double x,
                // The second.
                double y,
                [Shape(3)] ReadOnlySpan<double> z) => x;
        }
        """, """
        using System;
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(
                double x,
                // The second.
                [NoDiff] double y,
                [NoDiff][Shape(3)] ReadOnlySpan<double> z) => x;
        }
        """);

    [Fact]
    public void Types_without_a_derivative_and_without_the_using() => FixRun.Fixes(new MarkNoDiffFix(), "DG0004", """
        using System;
        using System.Collections.Generic;
        using Samples.Nothing;

        public static partial class Sample
        {
            [DiffGen.Differentiable]
            public static double F(double x, decimal rate) => x;
        }

        namespace Samples.Nothing
        {
            public class C;
        }
        """, """
        using System;
        using System.Collections.Generic;
        using DiffGen;
        using Samples.Nothing;

        public static partial class Sample
        {
            [DiffGen.Differentiable]
            public static double F(double x, [NoDiff] decimal rate) => x;
        }

        namespace Samples.Nothing
        {
            public class C;
        }
        """);

    [Fact]
    public void The_last_input_stays() => Assert.Empty(FixRun.Titles(new MarkNoDiffFix(), "DG0018", """
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x) => 1;
        }
        """));
}
