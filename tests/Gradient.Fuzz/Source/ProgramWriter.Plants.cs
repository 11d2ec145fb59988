namespace DiffGen.Fuzz.Source;

/// <summary>Puts one construct outside the subset into the program.</summary>
internal sealed partial class ProgramWriter
{
    private PlantedConstruct? _planted;

    /// <summary>The construct is still to be put here.</summary>
    private bool _plantsHere;

    private void Plant()
    {
        string number = Place(TypeRef.Double, Access.Read, variable => variable.CanCapture) ?? "K";
        Line($"double {NewName("planted")} = {number};");
        string name = NewName("outside");
        foreach (string line in _planted!.Text.Replace("{x}", number, StringComparison.Ordinal).Replace("{t}", name, StringComparison.Ordinal).Split('\n')) Line(line);
        if (_planted.DeclaresNumber) Declare(new Variable(name, TypeRef.Double));
        _plantsHere = false;
    }

    /// <summary>In a helper instead, which the entry then calls first.</summary>
    private void WritePlantedHelper()
    {
        List<Scope> outer = [.. _scopes];
        _scopes.Clear();
        Push();
        Parameter parameter = Numeric(TypeRef.Double, "");
        Line($"private static double Planted({parameter.Declaration})");
        _plantsHere = true;
        WriteBody(TypeRef.Double, 5, 3, null);
        Pop();
        _scopes.AddRange(outer);
        _planted = new PlantedConstruct("call", "double {t} = Planted({x});", "", DeclaresNumber: true);
        Line();
    }
}
