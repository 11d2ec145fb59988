namespace DiffGen.Fuzz.Source;

/// <summary>Switch statements.</summary>
internal sealed partial class ProgramWriter
{
    private void Switch()
    {
        (string subject, string[] labels) = Subject();
        bool canGoto = labels[0] == "case 0:" && _dice.Chance(50);
        Line($"switch ({subject})");
        Line("{");
        _indent++;
        (bool canBreak, bool canContinue) = (_canBreak, _canContinue);
        _canBreak = true;
        foreach (string label in labels)
        {
            Line(label);
            _indent++;
            Line("{");
            _indent++;
            Push();
            Statements(2);
            if (_dice.Chance(25)) Line($"if ({Bool(1)}) {_dice.Pick(["break;", canContinue ? "continue;" : "break;", Return()])}");
            Pop();
            _indent--;
            Line("}");
            Line(canGoto && label == "case 0:" ? "goto case 2;" : canGoto && label.StartsWith("case 1", StringComparison.Ordinal) ? "goto default;" : "break;");
            _indent--;
        }
        (_canBreak, _canContinue) = (canBreak, canContinue);
        _indent--;
        Line("}");
    }

    private (string Subject, string[] Labels) Subject()
    {
        switch (_dice.Next(7))
        {
            case 0 or 1:
                return ($"({Int(1)}) & 3", ["case 0:", "case 1: case 2:", "default:"]);
            case 2:
                return (Int(2), ["case > 2:", $"case 0 when {Bool(1)}:", "case < 2:"]);
            case 3:
                return (Double(1), ["case > 1:", "case <= 0:"]);
            case 4:
                return ($"{Int(1)}, (double){Double(1)}", ["case (0, > 0):", $"case (_, < 0.5) when {Bool(1)}:", "default:"]);
            case 5 when _structs.Count > 0:
                TypeRef type = _dice.Pick(_structs);
                return (Struct(type, 1), [$"case {Pattern(type)} when {Bool(1)}:", "default:"]);
            case 6 when AnyVisible(variable => variable.Type.IsBuffer && variable.Type.Element!.Equals(TypeRef.Double)) is { } buffer:
                return (buffer.Name, ["case [> 1, ..]:", "case [_, < 0, ..]:", "default:"]);
            default:
                return ($"{Int(1)} % 3", ["case 0:", "case 1:", "case 2:", "default:"]);
        }
    }
}
