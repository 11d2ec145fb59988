using System.Globalization;
using System.Text;
using DiffGen.Numerics;

namespace DiffGen.Generator.Benchmarks;

/// <summary>
/// The text of a method of a given number of statements: mostly arithmetic on recent variables, a function of <c>Math</c> now and then, an
/// <c>if</c> or a loop among twenty. The same number always gives the same text.
/// </summary>
internal sealed class SyntheticMethod
{
    private const int Recent = 12;

    private static readonly string[] Functions = ["Sin", "Cos", "Tanh", "Exp", "Atan"];

    private readonly Xoshiro256StarStar _random = new(1);
    private readonly StringBuilder _text = new();
    private int _variables, _statements;

    private SyntheticMethod()
    {
    }

    /// <param name="statements">How many statements the method has, at least 4.</param>
    /// <param name="constant">A constant in its middle: what a keystroke changes.</param>
    public static string Source(int statements, int constant) => new SyntheticMethod().Write(statements, constant);

    private string Write(int statements, int constant)
    {
        _text.Append("using System;\nusing DiffGen;\n\nnamespace Synthetic;\n\npublic static partial class Methods\n{\n    [Differentiable]\n    public static double Long(ReadOnlySpan<double> x)\n    {\n");
        Declare("x[0]");
        Declare("x[1] * x[2]");
        bool isEdited = false;
        while (_statements < statements - 1)
        {
            int kind = _random.NextInt(40), left = statements - 1 - _statements;
            if (!isEdited && _statements >= statements / 2)
            {
                isEdited = true;
                Declare(string.Create(CultureInfo.InvariantCulture, $"{Any()} + {constant}.5 * {Any()}"));
            }
            else if (kind == 0 && left >= 3)
            {
                Add($"        if ({Any()} > {Any()})\n            {Assignment()}\n        else\n            {Assignment()}\n", 3);
            }
            else if (kind == 1 && left >= 3)
            {
                Add($"        for (int i = 0; i < x.Length; i++)\n        {{\n            {Assignment()}\n            v{_variables - 1} += x[i] * {Any()};\n        }}\n", 3);
            }
            else if (kind < 8)
            {
                Declare($"Math.{Functions[_random.NextInt(Functions.Length)]}({Any()} * {Any()})");
            }
            else if (kind < 12)
            {
                Add($"        {Assignment()}\n", 1);
            }
            else
            {
                Declare(kind < 25 ? $"{Any()} * {Any()} - 0.25 * {Any()}" : $"({Any()} + {Any()}) / (1 + {Any()} * {Any()})");
            }
        }
        _text.Append(CultureInfo.InvariantCulture, $"        return v{_variables - 1} + {Any()} + {Any()};\n    }}\n}}\n");
        return _text.ToString();
    }

    private void Declare(string expression)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"        double v{_variables} = {expression};\n"), 1);
        _variables++;
    }

    private string Assignment() => $"{Any()} = 0.5 * {Any()} + {Any()};";

    private void Add(string text, int statements)
    {
        _text.Append(text);
        _statements += statements;
    }

    private string Any() => string.Create(CultureInfo.InvariantCulture, $"v{_variables - 1 - _random.NextInt(Math.Min(Recent, _variables))}");
}
