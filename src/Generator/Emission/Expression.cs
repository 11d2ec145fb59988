namespace DiffGen.Generator.Emission;

/// <summary>How strongly a C# expression binds.</summary>
internal enum Precedence
{
    Lowest,
    Conditional,
    LogicalOr,
    LogicalAnd,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}

/// <summary>The text of an expression.</summary>
internal readonly record struct Expression(string Text, Precedence Precedence)
{
    /// <summary>
    /// C# gives the text a type that only converts implicitly to the IR's (<c>2</c> for 2.0, <c>i</c> for (double)i):
    /// right wherever something else there makes it convert.
    /// </summary>
    public bool IsLoose { get; init; }

    /// <summary>A C# constant expression: its overflow is an error of compilation.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The text as an operand of something that binds at least so strongly.</summary>
    public string At(Precedence least) => Precedence >= least ? Text : $"({Text})";

    public override string ToString() => Text;
}
