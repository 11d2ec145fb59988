using System.Runtime.CompilerServices;
using System.Text;

namespace DiffGen.Generator.IR;

/// <summary>An interpolated string that is only built where a condition doesn't hold.</summary>
[InterpolatedStringHandler]
internal readonly ref struct LazyMessage
{
    private readonly StringBuilder? _text;

    public LazyMessage(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        _text = isNeeded ? new StringBuilder(literalLength + (8 * formattedCount)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public override string ToString() => _text?.ToString() ?? "";
}
