using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>A source in which <c>[|…|]</c> marks where diagnostics are expected.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<TextSpan> Spans)
{
    public const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\nusing DiffGen;\n\nnamespace Samples;\n\n";

    /// <summary>The text without its marks.</summary>
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        for (int i = 0; i < marked.Length; i++)
        {
            switch (marked.AsSpan(i))
            {
                case ['[', '|', ..]:
                    open.Push(text.Length);
                    i++;
                    break;
                case ['|', ']', ..]:
                    spans.Add(TextSpan.FromBounds(open.Pop(), text.Length));
                    i++;
                    break;
                default:
                    text.Append(marked[i]);
                    break;
            }
        }

        return new MarkedSource(text.ToString(), spans);
    }
}
