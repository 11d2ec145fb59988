namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>A source that is refused.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Id">The rule that refuses it.</param>
/// <param name="Source">With the construct marked; a diagnostic of the rule lies on it.</param>
/// <param name="Stub">The derivative that exists all the same, as an error to call; empty where there is none.</param>
internal sealed record UnsupportedConstruct(string Name, string Id, string Source, string Stub = "Sample.FGradient")
{
    public static UnsupportedConstruct InBody(string name, string id, string body, string members = "") => new(
        name,
        id,
        $$"""
        public static partial class Sample
        {
            {{members}}

            [Differentiable]
            public static double F(double x, double[] a)
            {
                {{body}}
            }
        }
        """);

    public static UnsupportedConstruct OfParameter(string name, string id, string parameter) => new(
        name,
        id,
        $$"""
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, [|{{parameter}}|]) => x * x;
        }

        public struct Point
        {
            public double X;
            public double Y;
        }
        """);

    public static UnsupportedConstruct OfMember(string name, string id, string members, string stub = "") => new(
        name, id, $"public abstract partial class Sample\n{{\n{members}\n}}\n", stub);
}
