namespace DiffGen.Generator.Model;

/// <summary>The members that a model gets.</summary>
internal static class ModelNames
{
    public const string Parameters = "Parameters";
    public const string Layout = "Layout";
}
