namespace DiffGen.Generator.Model;

/// <summary>A derivative that a method calls: the compiler makes it of the other method's model, as it does for that method itself.</summary>
/// <param name="Name">The name it is called by.</param>
/// <param name="Form">Which derivative.</param>
/// <param name="Of">The method differentiated.</param>
internal sealed record DerivedFunction(string Name, string Form, DifferentiableMethod Of)
{
    public static string NameOf(string function, string form) => $"{function} {char.ToLowerInvariant(form[0])}{form.Substring(1)}";
}
