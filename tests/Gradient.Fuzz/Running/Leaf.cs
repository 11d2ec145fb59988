using DiffGen.Fuzz.Source;

namespace DiffGen.Fuzz.Running;

/// <summary>One number of the arguments.</summary>
/// <param name="Parameter">Of which parameter.</param>
/// <param name="Type">A scalar.</param>
/// <param name="Output">Its place among the numbers of the outcome if the method writes it, else -1.</param>
internal sealed record Leaf(Parameter Parameter, TypeRef Type, int Output)
{
    public bool IsWritten => Parameter.IsWritten || Parameter.Modifier == "ref";
}
