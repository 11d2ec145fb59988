using System.Reflection;
using DiffGen.Generator.Derivatives;

namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>No function of the number types is forgotten.</summary>
public sealed class CompletenessTests
{
    /// <summary>Functions that are no rows of the table, with the reason.</summary>
    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["Parse"] = "makes numbers from text: passive",
        ["TryParse"] = "makes numbers from text: passive",
        ["CreateChecked"] = "a generic conversion",
        ["CreateSaturating"] = "a generic conversion",
        ["CreateTruncating"] = "a generic conversion",
        ["ConvertToInteger"] = "a generic conversion",
        ["ConvertToIntegerNative"] = "a generic conversion",
    };

    public static TheoryData<string, string> Methods()
    {
        var methods = new TheoryData<string, string>();
        foreach ((string type, Type clr) in ((string, Type)[])[("Math", typeof(Math)), ("MathF", typeof(MathF)), ("double", typeof(double)), ("float", typeof(float))])
        {
            IEnumerable<string> names = clr.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName)
                .Select(method => method.Name);
            foreach (string name in names.Distinct()) methods.Add(type, name);
        }
        return methods;
    }

    [Theory, MemberData(nameof(Methods))]
    public void Every_function_has_a_row_or_a_reason(string type, string method)
        => Assert.NotEqual(MathRules.IsKnown(type, method), Excluded.ContainsKey(method));

    [Theory, MemberData(nameof(Methods))]
    public void Every_overload_on_floats_has_a_rule_with_its_arguments(string type, string method)
    {
        if (Excluded.ContainsKey(method)) return;
        Type clr = type switch { "Math" => typeof(Math), "MathF" => typeof(MathF), "double" => typeof(double), _ => typeof(float) };
        foreach (MethodInfo overload in clr.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(candidate => candidate.Name == method))
        {
            System.Reflection.ParameterInfo[] parameters = overload.GetParameters();
            if (!parameters.Any(parameter => parameter.ParameterType == typeof(double) || parameter.ParameterType == typeof(float))) continue;
            IEnumerable<string> codes = MathRules.Parts(method).Select(part => $"{type}.{method}.{part}").DefaultIfEmpty($"{type}.{method}");
            Assert.All(codes, code => Assert.NotNull(ScalarRule.Find(code, parameters.Length)));
        }
    }

    [Theory]
    [InlineData("int", "Abs", true)]
    [InlineData("long", "Clamp", true)]
    [InlineData("uint", "PopCount", true)]
    [InlineData("Math", "DivRem", true)]
    [InlineData("double", "Frobnicate", false)]
    [InlineData("Random", "Abs", false)]
    public void Known_is(string type, string method, bool expected) => Assert.Equal(expected, MathRules.IsKnown(type, method));

    [Fact]
    public void Functions_of_integers_are_steps() => Assert.True(ScalarRule.Find("int.Max", 2)!.IsStep(0));
}
