using System;
using System.Collections.Generic;
using DiffGen.Generator.IR;
using static DiffGen.Generator.Derivatives.Operand;

namespace DiffGen.Generator.Derivatives;

/// <summary>
/// The derivatives of the functions of <c>Math</c>, <c>MathF</c>, <c>double</c>, <c>float</c>: one line each, shared by the
/// types. Conventions at kinks and singular points: docs/numerics. A condition is written so that NaN falls through to the
/// regular formula where there is one.
/// </summary>
internal static class MathRules
{
    private const double Ln2 = 0.693147180559945309417232121458176568;
    private const double Ln10 = 2.30258509299404568401799145468436421;
    private const double Pi = 3.14159265358979323846264338327950288;

    /// <summary>Literal exponents up to this size are differentiated by multiplications.</summary>
    private const int LargestUnrolledExponent = 64;

    /// <summary>Functions of both <c>Math</c> and <c>MathF</c>.</summary>
    private static readonly ScalarRule[] InMath =
    [
        // ---- exponentials and logarithms
        Unary("Exp", (g, y, x) => g * y),
        Unary("Log", (g, y, x) => g / x),
        Binary("Log", (g, y, x) => g / (x[0] * Call("Log", x[1])), (g, y, x) => -(g * y / (x[1] * Call("Log", x[1])))), // ln x / ln b
        Unary("Log2", (g, y, x) => g / (x * Ln2)),
        Unary("Log10", (g, y, x) => g / (x * Ln10)),
        Binary("Pow", PowBase, PowExponent),

        // ---- roots
        Unary("Sqrt", (g, y, x) => If(y.Is(0), () => 0, () => g / (2 * y))),
        Unary("Cbrt", (g, y, x) => If(y.Is(0), () => 0, () => g / (3 * (y * y)))),
        Unary("ReciprocalEstimate", (g, y, x) => -(g / (x * x))), // of 1/x itself: the result is an estimate
        Unary("ReciprocalSqrtEstimate", (g, y, x) => -(g / (2 * (x * Call("Sqrt", x))))),

        // ---- trigonometry
        Unary("Sin", (g, y, x) => g * Call("Cos", x)),
        Unary("Cos", (g, y, x) => -(g * Call("Sin", x))),
        Unary("Tan", (g, y, x) => g * (1 + y * y)),
        Unary("Asin", (g, y, x) => g / RootOfOneMinusSquare(x)),
        Unary("Acos", (g, y, x) => -(g / RootOfOneMinusSquare(x))),
        Unary("Atan", (g, y, x) => g / (1 + x * x)),
        Binary("Atan2", (g, y, x) => g * AtanPart(x[1], x), (g, y, x) => -(g * AtanPart(x[0], x))), // Atan2(a, b)' = (b, -a)/(a² + b²)
        Unary("SinCos.Sin", (g, y, x) => g * Call("SinCos.Cos", x)),
        Unary("SinCos.Cos", (g, y, x) => -(g * Call("SinCos.Sin", x))),

        // ---- hyperbolic functions
        Unary("Sinh", (g, y, x) => g * Call("Cosh", x)),
        Unary("Cosh", (g, y, x) => g * Call("Sinh", x)),
        Unary("Tanh", (g, y, x) => g * (1 - y * y)),
        Unary("Asinh", (g, y, x) => g / Call("Hypot", x, 1)), // 1/√(x² + 1), without overflow
        Unary("Acosh", (g, y, x) => g / (Call("Sqrt", x - 1) * Call("Sqrt", x + 1))), // 1/√(x² - 1), without overflow
        Unary("Atanh", (g, y, x) => g / ((1 - x) * (1 + x))),

        // ---- kinks: the mean of the two sides
        Unary("Abs", (g, y, x) => If(x > 0, () => g, () => If(x < 0, () => -g, () => 0))),
        Binary("Max", (g, y, x) => Larger(x[0], x[1], g), (g, y, x) => Smaller(x[0], x[1], g)),
        Binary("Min", (g, y, x) => Smaller(x[0], x[1], g), (g, y, x) => Larger(x[0], x[1], g)),
        Binary("MaxMagnitude", (g, y, x) => Larger(Abs(x[0]), Abs(x[1]), g), (g, y, x) => Smaller(Abs(x[0]), Abs(x[1]), g)),
        Binary("MinMagnitude", (g, y, x) => Smaller(Abs(x[0]), Abs(x[1]), g), (g, y, x) => Larger(Abs(x[0]), Abs(x[1]), g)),
        Binary("CopySign", (g, y, x) => If(x[0].Test("IsNegative").Is(x[1].Test("IsNegative")), () => g, () => -g), null),

        // ---- arithmetic
        Binary("IEEERemainder", (g, y, x) => g, (g, y, x) => -(g * Quotient(y, x))),
        Ternary("FusedMultiplyAdd", (g, y, x) => g * x[1], (g, y, x) => g * x[0], (g, y, x) => g),
        new("ScaleB", (g, y, x) => Call("ScaleB", g, x[1]), null) { IntegerArgument = 1 },
        Unary("BitIncrement", (g, y, x) => g),
        Unary("BitDecrement", (g, y, x) => g),

        // ---- steps: locally constant
        new("Floor"),
        new("Ceiling"),
        new("Round"),
        new("Truncate"),
        new("Sign"),
        new("ILogB"),

        // ---- integers
        new("DivRem.Quotient"),
        new("DivRem.Remainder"),
        new("BigMul"),
    ];

    /// <summary>Functions of the number types that <c>Math</c> or <c>MathF</c> lacks.</summary>
    private static readonly ScalarRule[] OnNumberTypes =
    [
        // ---- exponentials and logarithms
        Unary("Exp2", (g, y, x) => g * (y * Ln2)),
        Unary("Exp10", (g, y, x) => g * (y * Ln10)),
        Unary("ExpM1", (g, y, x) => g * (y + 1)),
        Unary("Exp2M1", (g, y, x) => g * ((y + 1) * Ln2)),
        Unary("Exp10M1", (g, y, x) => g * ((y + 1) * Ln10)),
        Unary("LogP1", (g, y, x) => g / (x + 1)),
        Unary("Log2P1", (g, y, x) => g / ((x + 1) * Ln2)),
        Unary("Log10P1", (g, y, x) => g / ((x + 1) * Ln10)),

        // ---- roots
        new("RootN", Root, null) { IntegerArgument = 1 },
        Binary("Hypot", (g, y, x) => HypotPart(g, y, x[0]), (g, y, x) => HypotPart(g, y, x[1])),

        // ---- trigonometry in half turns
        Unary("SinPi", (g, y, x) => g * (Pi * Call("CosPi", x))),
        Unary("CosPi", (g, y, x) => -(g * (Pi * Call("SinPi", x)))),
        Unary("TanPi", (g, y, x) => g * (Pi * (1 + y * y))),
        Unary("AsinPi", (g, y, x) => g / (Pi * RootOfOneMinusSquare(x))),
        Unary("AcosPi", (g, y, x) => -(g / (Pi * RootOfOneMinusSquare(x)))),
        Unary("AtanPi", (g, y, x) => g / (Pi * (1 + x * x))),
        Binary("Atan2Pi", (g, y, x) => g * (AtanPart(x[1], x) / Pi), (g, y, x) => -(g * (AtanPart(x[0], x) / Pi))),
        Unary("SinCosPi.SinPi", (g, y, x) => g * (Pi * Call("SinCosPi.CosPi", x))),
        Unary("SinCosPi.CosPi", (g, y, x) => -(g * (Pi * Call("SinCosPi.SinPi", x)))),
        Unary("DegreesToRadians", (g, y, x) => Call("DegreesToRadians", g)), // linear
        Unary("RadiansToDegrees", (g, y, x) => Call("RadiansToDegrees", g)), // linear

        // ---- kinks: the mean of the two sides; a Number form ignores NaN
        Binary("MaxNative", (g, y, x) => Larger(x[0], x[1], g), (g, y, x) => Smaller(x[0], x[1], g)),
        Binary("MinNative", (g, y, x) => Smaller(x[0], x[1], g), (g, y, x) => Larger(x[0], x[1], g)),
        Binary("MaxNumber", (g, y, x) => Picked(x[0], x[1], x[0], y, g), (g, y, x) => Picked(x[1], x[0], x[1], y, g)),
        Binary("MinNumber", (g, y, x) => Picked(x[0], x[1], x[0], y, g), (g, y, x) => Picked(x[1], x[0], x[1], y, g)),
        Binary("MaxMagnitudeNumber", (g, y, x) => Picked(Abs(x[0]), Abs(x[1]), x[0], y, g), (g, y, x) => Picked(Abs(x[1]), Abs(x[0]), x[1], y, g)),
        Binary("MinMagnitudeNumber", (g, y, x) => Picked(Abs(x[0]), Abs(x[1]), x[0], y, g), (g, y, x) => Picked(Abs(x[1]), Abs(x[0]), x[1], y, g)),
        Ternary("Clamp", ClampValue, ClampLower, ClampUpper),
        Ternary("ClampNative", ClampValue, ClampLower, ClampUpper),

        // ---- arithmetic
        Binary("Ieee754Remainder", (g, y, x) => g, (g, y, x) => -(g * Quotient(y, x))),
        Ternary("MultiplyAddEstimate", (g, y, x) => g * x[1], (g, y, x) => g * x[0], (g, y, x) => g),
        Ternary("Lerp", (g, y, x) => g * (1 - x[2]), (g, y, x) => g * x[2], (g, y, x) => g * (x[1] - x[0])), // a(1 - t) + bt

        // ---- tests
        new("IsEvenInteger"),
        new("IsFinite"),
        new("IsInfinity"),
        new("IsInteger"),
        new("IsNaN"),
        new("IsNegative"),
        new("IsNegativeInfinity"),
        new("IsNormal"),
        new("IsOddInteger"),
        new("IsPositive"),
        new("IsPositiveInfinity"),
        new("IsPow2"),
        new("IsRealNumber"),
        new("IsSubnormal"),
    ];

    /// <summary>Functions of the integer types beside those above.</summary>
    private static readonly string[] OnIntegers =
        ["LeadingZeroCount", "PopCount", "RotateLeft", "RotateRight", "TrailingZeroCount"];

    private static readonly HashSet<string> IntegerTypes =
        ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint"];

    private static readonly HashSet<string> FloatTypes = ["Math", "MathF", "double", "float", ScalarKinds.NumberKeyword];

    /// <summary>Conversions of a number type to an integer type.</summary>
    private static readonly HashSet<string> Conversions = ["CreateChecked", "CreateSaturating", "CreateTruncating"];

    private static readonly HashSet<string> MathNames = [];

    private static readonly Dictionary<(string Name, int Arity), ScalarRule> Rules = Table();

    public static IEnumerable<ScalarRule> All => Rules.Values;

    /// <summary>The rule of <c>Math.Sin</c> and the like, or null. On an integer type every function is a step.</summary>
    public static ScalarRule? Find(string code, int arity)
    {
        int dot = code.IndexOf('.');
        if (dot < 0) return null;
        if (code.IndexOf(':') is var end and > 0) code = code.Substring(0, end);
        string type = code.Substring(0, dot), name = code.Substring(dot + 1);
        if (IntegerTypes.Contains(type)) return IsKnownName(name) || Conversions.Contains(name) ? new ScalarRule(name) : null;
        if (!FloatTypes.Contains(type)) return null;
        return Rules.TryGetValue((name, arity), out ScalarRule? rule) || Rules.TryGetValue((name, ScalarRule.AnyArity), out rule) ? rule : null;
    }

    /// <summary>
    /// Whether a method is in the table. A type goes by its C# keyword, <c>Math</c> or <c>MathF</c>. Of a method that
    /// returns a tuple the parts are, see <see cref="Parts"/>.
    /// </summary>
    public static bool IsKnown(string type, string method)
        => (FloatTypes.Contains(type) || IntegerTypes.Contains(type)) && (IsKnownName(method) || Parts(method).Count > 0);

    /// <summary>The elements of a tuple result, each a function of its own: <c>Math.SinCos.Sin</c> prints <c>Math.SinCos(x).Sin</c>.</summary>
    public static IReadOnlyList<string> Parts(string method) => method switch
    {
        "SinCos" => ["Sin", "Cos"],
        "SinCosPi" => ["SinPi", "CosPi"],
        "DivRem" => ["Quotient", "Remainder"],
        _ => [],
    };

    /// <summary>The C# name of a function for a floating type: in <c>Math</c> or <c>MathF</c> where it is there.</summary>
    public static string CodeOf(string family, ScalarKind kind)
        => kind == ScalarKind.Number ? $"{ScalarKinds.NumberKeyword}.{(family == "IEEERemainder" ? "Ieee754Remainder" : family)}"
            : MathNames.Contains(family)
            ? (kind == ScalarKind.Float32 ? "MathF." : "Math.") + family
            : kind.Keyword() + "." + family;

    /// <summary>
    /// The integer q of <c>y = a - q·b</c>, -∂y/∂b. From y, since <c>Truncate(a/b)</c> is off by one where the quotient
    /// rounds up to an integer (1.0 % 0.1).
    /// </summary>
    public static Operand Quotient(Operand y, Operand[] x) => Call("Round", (x[0] - y) / x[1]);

    private static bool IsKnownName(string name)
    {
        if (Array.IndexOf(OnIntegers, name) >= 0) return true;
        for (int arity = ScalarRule.AnyArity; arity <= 3; arity++)
            if (Rules.ContainsKey((name, arity))) return true;
        return false;
    }

    private static Operand Abs(Operand x) => Call("Abs", x);

    /// <summary>√(1 - x²), accurate near ±1.</summary>
    private static Operand RootOfOneMinusSquare(Operand x) => Call("Sqrt", (1 - x) * (1 + x));

    /// <summary>part/(a² + b²), without overflow; 0 at the origin.</summary>
    private static Operand AtanPart(Operand part, Operand[] x)
    {
        Operand radius = Call("Hypot", x[0], x[1]);
        return If(radius.Is(0), () => 0, () => part / radius / radius);
    }

    private static Operand HypotPart(Operand g, Operand y, Operand part) => If(y.Is(0), () => 0, () => g * (part / y));

    /// <summary>Of the larger one's g: all where the first is larger, half of it at a tie.</summary>
    private static Operand Larger(Operand first, Operand second, Operand g)
        => If(first > second, () => g, () => If(first < second, () => 0, () => 0.5 * g));

    /// <summary>What <see cref="Larger"/> leaves: on the same conditions, so that the two are one branch.</summary>
    private static Operand Smaller(Operand first, Operand second, Operand g)
        => If(first > second, () => 0, () => If(first < second, () => g, () => 0.5 * g));

    /// <summary>g where the result is this argument, half of it at a tie; an argument that is NaN has no part.</summary>
    private static Operand Picked(Operand size, Operand otherSize, Operand own, Operand y, Operand g)
        => If(size.Is(otherSize), () => 0.5 * g, () => If(own.Is(y), () => g, () => 0));

    /// <summary>1 inside, 1/2 at a bound, 0 outside and where the bounds meet.</summary>
    private static Operand ClampValue(Operand g, Operand y, Operand[] x)
        => If(
            (x[0] < x[1]).Or(() => x[0] > x[2]),
            () => 0,
            () => If(
                x[0].Is(x[1]).Or(() => x[0].Is(x[2])),
                () => If(x[1] < x[2], () => 0.5 * g, () => 0),
                () => g));

    private static Operand ClampLower(Operand g, Operand y, Operand[] x)
        => If(x[0] < x[1], () => g, () => If(x[0].Is(x[1]), () => 0.5 * g, () => 0));

    private static Operand ClampUpper(Operand g, Operand y, Operand[] x)
        => If(x[0] > x[2], () => g, () => If(x[0].Is(x[2]), () => 0.5 * g, () => 0));

    /// <summary>x^(1/n)' = y/(n·x); at 0 as for Sqrt, n = 1 is the identity, negative n are poles.</summary>
    private static Operand Root(Operand g, Operand y, Operand[] x)
        => If(
            (x[1] > 0).And(() => x[0].Is(0)),
            () => If(x[1].Is(1), () => g, () => 0),
            () => g * (y / (x[1].ToRuleKind() * x[0])));

    /// <summary>p·x^(p-1); literal integers by multiplications.</summary>
    private static Operand PowBase(Operand g, Operand y, Operand[] x)
    {
        Operand p = x[1];
        if (p.Integer is { } n && Math.Abs(n) <= LargestUnrolledExponent) return IntegerPower(g, x[0], n);
        Operand isZero = p.Is(0).Or(() => (p > 0).And(() => p < 1).And(() => x[0].Is(0)));
        return If(isZero, () => 0, () => g * (p * Call("Pow", x[0], p - 1)));
    }

    private static Operand IntegerPower(Operand g, Operand x, int n)
    {
        if (n == 0) return 0;
        return n > 0 ? g * (n * Power(x, n - 1)) : n * g / Power(x, 1 - n);
    }

    /// <summary>x^n, n ≥ 0, by squaring.</summary>
    private static Operand Power(Operand x, int n)
    {
        if (n == 0) return 1;
        Operand half = Power(x, n / 2), square = half * half;
        return n % 2 == 0 ? square : square * x;
    }

    /// <summary>y·ln x; 0 where 0^p stays 0 or 1.</summary>
    private static Operand PowExponent(Operand g, Operand y, Operand[] x)
        => If(x[0].Is(0).And(() => x[1] >= 0), () => 0, () => g * (y * Call("Log", x[0])));

    private static ScalarRule Unary(string name, Func<Operand, Operand, Operand, Operand> partial)
        => new(name, (g, y, x) => partial(g, y, x[0]));

    private static ScalarRule Binary(string name, Partial first, Partial? second) => new(name, first, second);

    private static ScalarRule Ternary(string name, Partial first, Partial second, Partial third) => new(name, first, second, third);

    private static Dictionary<(string Name, int Arity), ScalarRule> Table()
    {
        var table = new Dictionary<(string, int), ScalarRule>();
        foreach (ScalarRule rule in InMath)
        {
            table.Add((rule.Name, rule.Arity), rule);
            MathNames.Add(rule.Name);
        }
        foreach (ScalarRule rule in OnNumberTypes) table.Add((rule.Name, rule.Arity), rule);
        return table;
    }
}
