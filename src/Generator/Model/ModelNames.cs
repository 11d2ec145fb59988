namespace DiffGen.Generator.Model;

/// <summary>The members that a model or layer gets.</summary>
internal static class ModelNames
{
    public const string Parameters = "Parameters";
    public const string Layout = "Layout";

    /// <summary>Of a layer: its slice, for generated code.</summary>
    public const string LayerParameters = "DiffGenParameters";
}
