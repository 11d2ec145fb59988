using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>What a parameter is to the derivative.</summary>
internal enum ParameterRole
{
    /// <summary>A constant without IR (a string, a class).</summary>
    Opaque,

    /// <summary>A scalar: floating, integer, bool, char or enum.</summary>
    Scalar,

    /// <summary>A one-dimensional array or span.</summary>
    Buffer,
}

/// <summary>One parameter of the annotated method.</summary>
/// <param name="Name">As written in C#, escaped where it is a keyword.</param>
/// <param name="Type">Fully qualified C# type.</param>
/// <param name="Modifier"><c>in</c>, <c>scoped</c>… or empty.</param>
/// <param name="Role">What it is to the derivative.</param>
/// <param name="Kind">Scalar or element type.</param>
/// <param name="Binding">The C# expression of the IR parameter: the name, or a cast for an enum.</param>
/// <param name="IsConstant"><c>[NoDiff]</c>, <c>[Batch]</c>, or a type without derivative.</param>
/// <param name="IsBatch"><c>[Batch]</c>.</param>
/// <param name="IsWritten">A buffer that the method or a callee assigns.</param>
/// <param name="IsArray">A <c>T[]</c>, which may be null.</param>
/// <param name="IsReadOnlySpan">A <c>ReadOnlySpan</c>.</param>
/// <param name="ShapeLength">Product of <c>[Shape]</c>, or -1.</param>
internal sealed record SignatureParameter(
    string Name,
    string Type,
    string Modifier,
    ParameterRole Role,
    ScalarKind Kind,
    string Binding,
    bool IsConstant,
    bool IsBatch,
    bool IsWritten,
    bool IsArray,
    bool IsReadOnlySpan,
    int ShapeLength)
{
    /// <summary>Whether there is a derivative with respect to it.</summary>
    public bool IsDifferentiable => !IsConstant && Role != ParameterRole.Opaque && Kind.IsFloat();
}

/// <summary>The annotated method as C# sees it; everything that the generated siblings repeat.</summary>
/// <param name="Context">Where it stands.</param>
/// <param name="HintName">Unique name of the generated file.</param>
/// <param name="Name">Name without <c>@</c>.</param>
/// <param name="Modifiers">Accessibility and <c>static</c>/<c>readonly</c>.</param>
/// <param name="IsStatic">Whether helpers of it are static.</param>
/// <param name="ReturnType">C# type of the result.</param>
/// <param name="ReturnKind"><see cref="ScalarKind.None"/> for <c>void</c>.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Cref">XML documentation reference to the method.</param>
/// <param name="Model">The model class that <c>this</c> is, or null.</param>
/// <param name="Attributes">Attributes to repeat (<c>Obsolete</c>, <c>EditorBrowsable</c>).</param>
/// <param name="TakenNames">Members of the type whose names begin like the method's, which generated helpers avoid.</param>
/// <param name="Overload">Position among the type's methods of this name.</param>
/// <param name="Fields">The array fields that the method or a callee reads.</param>
internal sealed record MethodSignature(
    TypeContext Context,
    string HintName,
    string Name,
    string Modifiers,
    bool IsStatic,
    string ReturnType,
    ScalarKind ReturnKind,
    EquatableArray<SignatureParameter> Parameters,
    string Cref,
    ModelReference? Model,
    EquatableArray<string> Attributes,
    EquatableArray<string> TakenNames,
    int Overload,
    EquatableArray<FieldBuffer> Fields = default);

/// <summary>An array field that is read as a constant: the C# text that names it, and its element type.</summary>
internal sealed record FieldBuffer(string Path, ScalarKind Kind);

/// <summary>The parameters of a model as a buffer: element type and number.</summary>
internal sealed record ModelReference(ScalarKind Kind, int Length);
