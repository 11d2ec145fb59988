namespace DiffGen.Fuzz.Source;

/// <summary>Expressions of floating numbers.</summary>
internal sealed partial class ProgramWriter
{
    /// <summary>How much deeper expressions may get here.</summary>
    private int _depth;

    private string Nested(int depth, Func<string> make)
    {
        int before = _depth;
        _depth = Math.Min(depth, 4);
        string text = make();
        _depth = before;
        return text;
    }

    private string Constant() => _dice.Pick(["0.5", "1.0", "2.0", "-0.75", "0.3", "1.5", "K", "0.1", "3", "1"]);

    private string Leaf() => _dice.Chance(15) ? Constant() : Place(TypeRef.Double, Access.Read) ?? Constant();

    private string Double(int depth) => Nested(depth, () => depth <= 0 ? Leaf() : DoubleChoice(depth - 1));

    private string DoubleChoice(int d) => _dice.Weighted(
    [
        (8, Leaf),
        (10, () => $"({Double(d)} {_dice.Pick(["+", "-", "*", "+", "*"])} {Double(d)})"),
        (4, () => $"Math.{_dice.Pick(["Sin", "Cos", "Tanh", "Atan", "Abs", "Cbrt", "Asinh"])}({Double(d)})"),
        (3, () => $"({Double(d)} / (1.5 + {_dice.Pick([$"Math.Cos({Double(d)})", $"Math.Abs({Double(d)})"])}))"),
        (3, () => $"({Bool(1)} ? {Double(d)} : {Double(d)})"),
        (2, () => $"(-({Double(d)}))"),
        (2, () => $"({Int(1)} * {Double(d)})"),
        (2, () => $"Table[{Index(4)}]"),
        (2, () => $"(double){Float(1)}"),
        (4, SafeFunction),
        (5, () => Call(TypeRef.Double, d)),
        (3, () => SwitchExpression(TypeRef.Double, d)),
        (2, () => Assignment(d)),
        (2, () => StructValue(d)),
        (2, () => Delegate(d)),
        (1, () => $"Smooth((double){Double(d)}, {Double(d)})"),
        (1, () => BufferArgument(TypeRef.ReadOnlySpan(TypeRef.Double), false) is { } span ? $"Sum<double>({span})" : null),
        (1, () => DeadThrow(d)),
    ])!;

    /// <summary>An arm that is never taken.</summary>
    private string DeadThrow(int d) => $"({Place(TypeRef.Double, Access.Read) ?? "K"} > 1e300 ? throw new InvalidOperationException(\"too large\") : {Double(d)})";

    private string SafeFunction()
    {
        string a = Double(0), b = Double(0);
        return _dice.Pick(
        [
            $"Math.Sqrt(1 + {a} * {a})",
            $"Math.Exp(-Math.Abs({a}))",
            $"Math.Max({a}, {b})",
            $"Math.Min({a}, {b})",
            $"Math.Log(2 + Math.Sin({a}))",
            $"Math.Pow(1.5 + Math.Cos({a}), {b})",
            $"Math.Pow({a}, {_dice.Pick(["2", "3"])})",
            $"Math.Clamp({a}, -1, 1)",
            $"Math.Atan2({a}, 3 + Math.Sin({b}))",
            $"double.Hypot({a}, 1 + {b} * {b})",
            $"Math.FusedMultiplyAdd({a}, {b}, {Double(0)})",
            $"Math.Floor((double){a})",
            $"Math.CopySign({a}, {b})",
            $"((double)({Int(1)}) / ({Int(1)} | 1))",
            $"double.Lerp({a}, {b}, 0.25)",
            $"Math.Asin(0.9 * Math.Sin({a}))",
            $"({a} % 3)",
            $"Gradient.Stop({_dice.Pick(["0.5", "K"])})",
            $"double.Log(1.5 + {a} * {a})",
        ]);
    }

    /// <summary>An assignment used as a value; in the order of evaluation it matters where it stands.</summary>
    private string? Assignment(int d)
    {
        if (!_allowsEffects || Place(TypeRef.Double, Access.Write) is not { } place) return null;
        return _dice.Chance(20) ? $"{place}{_dice.Pick(["++", "--"])}" : $"({place} {_dice.Pick(["=", "+=", "-=", "*="])} {Double(d)})";
    }

    private string Float(int depth) => Nested(depth, () => depth <= 0
        ? Place(TypeRef.Float, Access.Read) ?? "0.75f"
        : _dice.Weighted(
        [
            (6, () => Place(TypeRef.Float, Access.Read)),
            (2, () => $"(float)({Double(depth - 1)})"),
            (2, () => $"({Float(depth - 1)} {_dice.Pick(["+", "-", "*"])} {Float(depth - 1)})"),
            (1, () => $"MathF.{_dice.Pick(["Sin", "Tanh", "Cos"])}({Float(depth - 1)})"),
            (1, () => Call(TypeRef.Float, depth - 1)),
            (1, () => $"Smooth({Float(depth - 1)}, {Float(depth - 1)})"),
        ])!);

    /// <summary>An expression of any type that isn't a buffer.</summary>
    private string Value(TypeRef type, int depth) => type.Text switch
    {
        "double" => Double(depth),
        "float" => Float(depth),
        "int" => Int(Math.Min(depth, 2)),
        "bool" => Bool(Math.Min(depth, 2)),
        _ => Struct(type, depth),
    };
}
