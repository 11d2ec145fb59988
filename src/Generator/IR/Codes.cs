namespace DiffGen.Generator.IR;

/// <summary>
/// The names of the scalar operators. Every other code is the C# name of a function of the rule table
/// (<c>Math.Sin</c>): a code says by itself how it is printed.
/// </summary>
internal static class Codes
{
    public const string Add = "+";
    public const string Subtract = "-";
    public const string Multiply = "*";
    public const string Divide = "/";
    public const string Remainder = "%";
    public const string Negate = "neg";
    public const string Not = "!";
    public const string Complement = "~";
    public const string And = "&";
    public const string Or = "|";
    public const string Xor = "^";
    public const string ShiftLeft = "<<";
    public const string ShiftRight = ">>";
    public const string UnsignedShiftRight = ">>>";
    public const string Less = "<";
    public const string LessOrEqual = "<=";
    public const string Greater = ">";
    public const string GreaterOrEqual = ">=";
    public const string Equal = "==";
    public const string NotEqual = "!=";

    /// <summary>The operand, as a constant to every derivative; gone after the last differentiation.</summary>
    public const string Stop = "stop";

    /// <summary>A C# cast to the result's type.</summary>
    public const string Convert = "convert";

    /// <summary><c>Index(i, n)</c> is i where 0 &lt;= i &lt; n, and else throws what an element out of range does.</summary>
    public const string Index = "Index";

    /// <summary>Numbers side by side in a register; one number alone is in all of its lanes. What lanes are left over is not defined.</summary>
    public const string Pack = "pack";

    /// <summary>One of the numbers of a register, by a literal index.</summary>
    public const string Lane = "lane";

    public static bool IsBinaryOperator(string code)
        => IsComparison(code) || code is Add or Subtract or Multiply or Divide or Remainder or And or Or or Xor or ShiftLeft or ShiftRight or UnsignedShiftRight;

    /// <summary>Whether a code is a name, a space and the code of what an expression is made with: one operation while a function is differentiated.</summary>
    public static bool IsIdiom(string code) => code.IndexOf(' ') > 0;

    /// <summary>Whether registers of numbers have the operation, and give the bits of each number for itself.</summary>
    public static bool HasLanes(string code) => code is Add or Subtract or Multiply or Divide or Negate or "Math.Sqrt" or "MathF.Sqrt";

    /// <summary>Whether it is a function that is called rather than a few instructions: no register keeps a number over a call.</summary>
    public static bool IsCalled(string code)
        => code.IndexOf('.') is > 0 and var dot && code.Substring(dot + 1) is not ("Sqrt" or "Abs" or "Max" or "Min" or "Floor" or "Ceiling" or "Truncate" or "CopySign" or "FusedMultiplyAdd");

    public static bool IsComparison(string code) => code is Less or LessOrEqual or Greater or GreaterOrEqual or Equal or NotEqual;
}
