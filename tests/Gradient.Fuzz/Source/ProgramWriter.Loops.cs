namespace DiffGen.Fuzz.Source;

/// <summary>Loops, all of them bounded.</summary>
internal sealed partial class ProgramWriter
{
    private void Loop()
    {
        int kind = _dice.Next(9);
        int most = 2 + _dice.Next(4);
        // The fuel ends a loop whose condition doesn't. It stands before the loop, in the block around.
        string fuel = kind < 3 ? NewFuel(most) : "";
        Push();
        Action write = kind switch
        {
            0 or 1 => () => WhileLoop(fuel, most),
            2 => () => DoLoop(fuel, most),
            3 => FloatingLoop,
            4 or 5 => ForEach,
            _ => CountedLoop,
        };
        write();
        Pop();
    }

    private void CountedLoop()
    {
        int most = 2 + _dice.Next(4);
        string bound = _dice.Chance(50) ? most.ToString() : $"({Int(1)} & {(most > 3 ? 3 : 1)}) + 1";
        Variable counter = Declare(TypeRef.Int, canWrite: false);
        string name = counter.Name;
        Line(_dice.Next(4) switch
        {
            0 => $"for (int {name} = {bound}; {name} > 0; {name}--)",
            1 => $"for (int {name} = 0, {Declare(TypeRef.Int, canWrite: false).Name} = {bound}; {name} < {_scopes[^1].Variables[^1].Name}; {name} += 2)",
            _ => $"for (int {name} = 0; {name} < {bound}; {_dice.Pick([$"{name}++", $"++{name}"])})",
        });
        LoopBody(most);
    }

    private string NewFuel(int most)
    {
        string fuel = NewName(Marks.Fuel);
        Line($"int {fuel} = {most};");
        return fuel;
    }

    private void WhileLoop(string fuel, int most)
    {
        if (_dice.Chance(25))
        {
            Line("while (true)");
            LoopBody(most, $"if (--{fuel} < 0 || {Bool(2)}) break;");
            return;
        }
        Line(_dice.Chance(50) ? $"while ({fuel}-- > 0 && {Bool(2)})" : $"while ({Bool(1)} && {fuel}-- > 0)");
        LoopBody(most);
    }

    private void DoLoop(string fuel, int most)
    {
        Line("do");
        LoopBody(most);
        Line($"while (--{fuel} > 0 && {Bool(2)});");
    }

    /// <summary><c>for (double u = x; u &lt; 3; u += …)</c>.</summary>
    private void FloatingLoop()
    {
        string start = $"Math.Sin({Double(1)})";
        Variable counter = Declare(TypeRef.Double, canWrite: false);
        string fuel = NewName(Marks.Fuel);
        Line($"for (double {counter.Name} = {start}, {fuel} = 4; {counter.Name} < 3 && {fuel} > 0; {counter.Name} += 1.25, {fuel}--)");
        LoopBody(4);
    }

    private void ForEach()
    {
        if (AnyVisible(variable => variable.Type.IsBuffer) is not { } buffer)
        {
            CountedLoop();
            return;
        }
        TypeRef element = buffer.Type.Element!;
        int form = buffer.Type.Form == Form.Span && buffer.CanWrite ? _dice.Next(3) : 2;
        bool isReference = form == 0;
        var variable = new Variable(NewName(), element, CanWrite: isReference) { CanCapture = !isReference };
        string type = _dice.Chance(50) ? "var" : element.Text;
        string source = buffer.Name;
        if (buffer.Length >= 4 && !isReference && _dice.Chance(20)) source = buffer.Type.Form == Form.Array ? $"{buffer.Name}[1..3]" : $"{buffer.Name}.Slice(1, 2)";
        Line($"foreach ({(isReference ? "ref " : "")}{type} {variable.Name} in {source})");
        Declare(variable);
        LoopBody(6);
    }

    private void LoopBody(int trips, string? first = null)
    {
        (bool canBreak, bool canContinue, int before) = (_canBreak, _canContinue, _trips);
        (_canBreak, _canContinue, _trips) = (true, true, _trips * trips);
        Line("{");
        _indent++;
        if (first is not null) Line(first);
        Push();
        Statements(1 + _dice.Next(4));
        if (_dice.Chance(30)) Line($"if ({Bool(2)}) {_dice.Pick(["break;", "continue;", Return()])}");
        Pop();
        _indent--;
        Line("}");
        (_canBreak, _canContinue, _trips) = (canBreak, canContinue, before);
    }
}
