using System.Text;

namespace DiffGen.Generator.Tests.Robustness;

/// <summary>Sources as long as generated code or a careless hand makes them.</summary>
internal static class LargePrograms
{
    public static string StraightLine(int statements)
    {
        string[] forms = ["{0} * {1}", "Math.Sin({0}) + 0.5", "{0} - {1} / 3", "Math.Exp(-{0} * {0})", "{1} + x * {0}"];
        return Method("double x, double y", body =>
        {
            body.AppendLine("double a0 = x, a1 = y;");
            for (int i = 2; i < statements; i++)
                body.AppendLine($"double a{i} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, forms[i % forms.Length], $"a{i - 1}", $"a{i - 2}")};");
            body.AppendLine($"return a{statements - 1};");
        });
    }

    public static string NestedExpression(int depth)
    {
        string expression = "x";
        for (int i = 0; i < depth; i++) expression = (i % 3) switch { 0 => $"({expression} + y)", 1 => $"Math.Sin({expression})", _ => $"({expression} * x)" };
        return Method("double x, double y", body => body.AppendLine($"return {expression};"));
    }

    public static string LoopNest(int trips) => Method("ReadOnlySpan<double> a", body => body
        .AppendLine("double s = 0;")
        .AppendLine($"for (int i = 0; i < {trips}; i++)")
        .AppendLine($"    for (int j = 0; j < {trips}; j++)")
        .AppendLine("        s += a[i] * a[j] * (i - j);")
        .AppendLine("return s;"));

    public static string LocalsInLoop(int count) => Method("double x, int m", body =>
    {
        for (int i = 0; i < count; i++) body.AppendLine($"double v{i} = x * {i};");
        body.AppendLine("for (int k = 0; k < m; k++)").AppendLine("{");
        for (int i = 0; i < count; i++) body.AppendLine($"v{i} = v{i} * v{(i + 1) % count} + 0.1;");
        body.AppendLine("}").AppendLine($"return {string.Join(" + ", Enumerable.Range(0, count).Select(i => $"v{i}"))};");
    });

    public static string HelperChain(int count) => Method(
        "double x",
        body => body.AppendLine("return H0(x);"),
        string.Concat(Enumerable.Range(0, count).Select(i => $"    private static double H{i}(double x) => {(i + 1 < count ? $"H{i + 1}(x * 1.01) + x" : "Math.Sin(x)")};\n")));

    public static string Helpers(int count) => Method(
        "double x",
        body =>
        {
            body.AppendLine("double s = x;");
            for (int i = 0; i < count; i++) body.AppendLine($"s += H{i}(s);");
            body.AppendLine("return s;");
        },
        string.Concat(Enumerable.Range(0, count).Select(i => $"    private static double H{i}(double x) => Math.Sin(x) * {i}.5;\n")));

    public static string Branches(int count) => Method("double x, double y", body =>
    {
        body.AppendLine("double s = x;");
        for (int i = 0; i < count; i++) body.AppendLine($"if (s > {i}) s = s * y + {i}; else s += Math.Cos(s);");
        body.AppendLine("return s;");
    });

    public static string EarlyReturns(int count) => Method("double x, double y", body =>
    {
        for (int i = 0; i < count; i++) body.AppendLine($"if (x > {i} * y) return x * {i}.5;");
        body.AppendLine("return y;");
    });

    /// <summary>One of many formulas, of which the derivative needs the value of an exponential.</summary>
    public static string ElseIfs(int count) => Method("double x, double y", body =>
    {
        body.AppendLine("double s;");
        for (int i = 0; i < count; i++) body.AppendLine($"if (x > {count - i}.5) s = Math.Exp(x * 0.{i + 1}) * y; else");
        body.AppendLine("s = x;").AppendLine("return s * s * y;");
    });

    public static string Cases(int count) => Method("double x, double y, int k", body => Cases(body.AppendLine("double s = y;"), "x", count).AppendLine("return s * s * y;"));

    public static string CasesInLoop(int count)
        => Method("ReadOnlySpan<double> a, double x", body => Cases(body.AppendLine("double s = x;").AppendLine("for (int i = 0; i < a.Length; i++)").AppendLine("{").AppendLine("int k = i;"), "a[i]", count).AppendLine("}").AppendLine("return s * s;"));

    private static StringBuilder Cases(StringBuilder body, string factor, int count)
    {
        body.AppendLine("switch (k)").AppendLine("{");
        for (int i = 0; i < count; i++) body.AppendLine($"case {i}: s *= Math.Exp({factor} * 0.{i + 1}); break;");
        return body.AppendLine("default: s -= 1; break;").AppendLine("}");
    }

    public static string ArrayStatements(int count) => Method("ReadOnlySpan<double> x, int m", body =>
    {
        body.AppendLine("double[] t = new double[m];");
        for (int i = 0; i < count; i++) body.AppendLine($"t[{i}] = x[{i}] * t[{Math.Max(0, i - 1)}] + t[{i / 2}];");
        body.AppendLine($"return t[{count - 1}];");
    });

    /// <summary>Behind storage, blocks with a variable each, which a branch may set.</summary>
    public static string Blocks(int count) => Method("ReadOnlySpan<double> x, ReadOnlySpan<double> a", body =>
    {
        body.AppendLine("Span<double> z = stackalloc double[8];").AppendLine("for (int i = 0; i < 8; i++) z[i] = x[i] * a[i];").AppendLine("double s = z[3];");
        for (int i = 0; i < count; i++) body.AppendLine($"{{ double t = 0; if (s > 0.{i + 1}) t = a[{i}] * 0.3; s += t * x[{i % 8}]; }}");
        body.AppendLine("return s;");
    });

    public static string Loops(int count) => Method("ReadOnlySpan<double> x", body =>
    {
        body.AppendLine("double s = 1;");
        for (int i = 0; i < count; i++) body.AppendLine($"for (int i = 0; i < x.Length; i++) s += x[i] * {i}.5 * s;");
        body.AppendLine("return s;");
    });

    private static string Method(string parameters, Action<StringBuilder> build, string members = "")
    {
        var body = new StringBuilder();
        build(body);
        return $$"""
            using System;
            using DiffGen;

            namespace Samples;

            public static partial class Large
            {
                [Differentiable]
                public static double F({{parameters}})
                {
            {{body}}
                }
            {{members}}
            }
            """;
    }
}
