using System.Numerics.Tensors;
using System.Reflection;
using DiffGen.Tensors;

namespace DiffGen.Tests.Tensors;

/// <summary>Every method of <see cref="TensorPrimitives"/> over floating-point numbers has a pullback, or a reason to have none.</summary>
public class TensorCompletenessTests
{
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["BitwiseAnd"] = "bits",
        ["BitwiseOr"] = "bits",
        ["OnesComplement"] = "bits",
        ["Xor"] = "bits",
        ["ConvertToHalf"] = "Half",
        ["ConvertToSingle"] = "Half",
        ["ConvertToInteger"] = "an integer",
        ["ConvertToIntegerNative"] = "an integer",
        ["HammingDistance"] = "an integer",
        ["IndexOfMax"] = "an index",
        ["IndexOfMin"] = "an index",
        ["IndexOfMaxMagnitude"] = "an index",
        ["IndexOfMinMagnitude"] = "an index",
    };

    [Fact]
    public void EveryMethodHasAPullbackOrAReason()
    {
        HashSet<MethodInfo> covered = [.. PullbackCase.Of(typeof(TensorPullbacks)).Select(pullback => pullback.Function)];
        var missing = new SortedSet<string>();
        foreach (MethodInfo method in typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            int arity = method.IsGenericMethodDefinition ? method.GetGenericArguments().Length : 1;
            foreach (Type type in (Type[])[typeof(double), typeof(float)])
            {
                MethodInfo? closed = PullbackCase.Close(method, [.. Enumerable.Repeat(type, arity)]);
                if (closed != null && !covered.Contains(closed) && !IsTest(method) && !(arity == 2 && type == typeof(float)))
                    missing.Add(method.Name);
            }
        }

        // ConvertToInteger takes an integer type, which no floating-point type is: it is never closed here.
        Assert.Equal(s_without.Keys.Except(["ConvertToInteger", "ConvertToIntegerNative"]).Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoTwoPullbacksMatchOneMethod()
    {
        List<PullbackCase> cases = PullbackCase.Of(typeof(TensorPullbacks));
        Assert.Equal(cases.Count, cases.Select(pullback => pullback.Function).Distinct().Count());
    }

    // IsNaN, IsFiniteAll, …: they answer with bool
    private static bool IsTest(MethodInfo method)
        => method.Name.StartsWith("Is", StringComparison.Ordinal)
            && (method.ReturnType == typeof(bool) || method.GetParameters()[^1].ParameterType == typeof(Span<bool>));
}
