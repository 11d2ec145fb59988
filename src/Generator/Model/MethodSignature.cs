using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>What a parameter is to the derivative.</summary>
internal enum ParameterRole
{
    /// <summary>A constant without IR (a string, a class).</summary>
    Opaque,

    /// <summary>A scalar: floating, integer, bool, char or enum.</summary>
    Scalar,

    /// <summary>A one-dimensional array or span, of scalars or of structs.</summary>
    Buffer,

    /// <summary>A struct or tuple by value.</summary>
    Struct,

    /// <summary>An array of several dimensions.</summary>
    Grid,

    /// <summary>An array of arrays.</summary>
    Rows,

    /// <summary>A scalar or struct passed by <c>ref</c> or <c>out</c>: storage of one element.</summary>
    Reference,

    /// <summary>A layer: a slice of parameters, and its extents.</summary>
    Layer,
}

/// <summary>One scalar or buffer that a parameter is taken apart into: a parameter of the IR function.</summary>
/// <param name="Type">Its IR type.</param>
/// <param name="Binding">The C# expression that it is.</param>
/// <param name="Read">How it is read from a value <c>{0}</c> of the parameter's type.</param>
/// <param name="Member">The same as a place of a derivative <c>{0}</c>.</param>
/// <param name="IsConstant">Whether there is no derivative with respect to it.</param>
internal sealed record ParameterLeaf(IrType Type, string Binding, string Read, string Member, bool IsConstant);

/// <summary>One parameter of the annotated method, or <c>this</c> of a struct.</summary>
/// <param name="Name">As written in C#, escaped where it is a keyword.</param>
/// <param name="Type">Fully qualified C# type.</param>
/// <param name="Modifier"><c>in</c>, <c>scoped</c>… or empty.</param>
/// <param name="Role">What it is to the derivative.</param>
/// <param name="ElementType">C# type of an element of a buffer, of what a reference refers to; else that of the parameter.</param>
/// <param name="Leaves">What it is taken apart into; none where it is opaque.</param>
/// <param name="IsConstant"><c>[NoDiff]</c>, <c>[Batch]</c>, or a type without derivative.</param>
/// <param name="IsBatch"><c>[Batch]</c>.</param>
/// <param name="IsWritten">A buffer or reference that the method or a callee assigns.</param>
/// <param name="IsArray">An array, which may be null.</param>
/// <param name="ShapeLength">Product of <c>[Shape]</c>, or -1.</param>
/// <param name="Extents">The properties of a layer's named extents.</param>
internal sealed record SignatureParameter(
    string Name,
    string Type,
    string Modifier,
    ParameterRole Role,
    string ElementType,
    EquatableArray<ParameterLeaf> Leaves,
    bool IsConstant,
    bool IsBatch,
    bool IsWritten,
    bool IsArray,
    int ShapeLength,
    EquatableArray<string> Extents = default)
{
    /// <summary>Whether there is a derivative with respect to it.</summary>
    public bool IsDifferentiable => !IsConstant && Leaves.Any(leaf => !leaf.IsConstant);

    public bool IsThis => Name == "this";

    /// <summary>Whether its derivative is an array or span, not a value.</summary>
    public bool IsStorage => Role is ParameterRole.Buffer or ParameterRole.Grid or ParameterRole.Rows or ParameterRole.Layer;
}

/// <summary>One scalar of the result.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Read">How it is read from a seed <c>{0}</c>.</param>
/// <param name="Member">How it is set in a result <c>{0}</c>; <c>{0}</c> itself where the result is a scalar.</param>
internal sealed record ResultLeaf(ScalarKind Kind, string Read, string Member);

/// <summary>The annotated method as C# sees it; everything that the generated siblings repeat.</summary>
/// <param name="Context">Where it stands.</param>
/// <param name="HintName">Unique name of the generated file.</param>
/// <param name="Name">Name without <c>@</c>.</param>
/// <param name="Modifiers">Accessibility and <c>static</c>/<c>readonly</c>.</param>
/// <param name="IsStatic">Whether helpers of it are static.</param>
/// <param name="ReturnType">C# type of the result.</param>
/// <param name="ReturnKind"><see cref="ScalarKind.None"/> for <c>void</c>, structs and arrays.</param>
/// <param name="Results">The scalars of the result: none for <c>void</c> and arrays.</param>
/// <param name="Parameters">In order.</param>
/// <param name="This"><c>this</c> of a struct, or null.</param>
/// <param name="Cref">XML documentation reference to the method.</param>
/// <param name="Model">The model class that <c>this</c> is, or null.</param>
/// <param name="Attributes">Attributes to repeat (<c>Obsolete</c>, <c>EditorBrowsable</c>).</param>
/// <param name="TakenNames">Members of the type whose names begin like the method's, which generated helpers avoid.</param>
/// <param name="Overload">Position among the type's methods of this name.</param>
/// <param name="Fields">The array fields that the method or a callee reads.</param>
/// <param name="Accessors">The accessors that it needs.</param>
/// <param name="Generics">Its type parameters; null where there are none, nor a number type of the type around it.</param>
/// <param name="ElementKind">The elements of the array that it returns; <see cref="ScalarKind.None"/> where it returns none.</param>
internal sealed record MethodSignature(
    TypeContext Context,
    string HintName,
    string Name,
    string Modifiers,
    bool IsStatic,
    string ReturnType,
    ScalarKind ReturnKind,
    EquatableArray<ResultLeaf> Results,
    EquatableArray<SignatureParameter> Parameters,
    SignatureParameter? This,
    string Cref,
    ModelReference? Model,
    EquatableArray<string> Attributes,
    EquatableArray<string> TakenNames,
    int Overload,
    EquatableArray<FieldBuffer> Fields = default,
    EquatableArray<FieldAccessor> Accessors = default,
    Generics? Generics = null,
    ScalarKind ElementKind = ScalarKind.None)
{
    /// <summary>In the order of the IR function's parameters: <c>this</c> of a struct, then the others.</summary>
    public IEnumerable<SignatureParameter> Inputs => This is null ? Parameters : Parameters.Prepend(This);

    /// <summary>In the order of the derivatives: <c>this</c> of a struct last.</summary>
    public IEnumerable<SignatureParameter> Derivatives => This is null ? Parameters : Parameters.Append(This);

    /// <summary>The span that a method without a floating result writes: the outputs of its Jacobian. Null where there is not exactly one.</summary>
    public SignatureParameter? Output
    {
        get
        {
            if (HasFloatResult) return null;
            List<SignatureParameter> written = [.. Inputs.Where(parameter => parameter is { IsWritten: true, IsDifferentiable: true })];
            return written.Count == 1 && written[0].Role is ParameterRole.Buffer or ParameterRole.Grid ? written[0] : null;
        }
    }

    /// <summary>The element type of a Jacobian or Hessian.</summary>
    public ScalarKind OutputKind => ReturnKind.IsFloat() ? ReturnKind : Output?.Leaves.First(leaf => !leaf.IsConstant).Type.Kind ?? ScalarKind.Float64;

    /// <summary>Whether the result has a derivative.</summary>
    public bool HasFloatResult => Results.Any(result => result.Kind.IsFloat()) || HasArrayResult;

    /// <summary>Whether it returns an array of floating numbers.</summary>
    public bool HasArrayResult => ElementKind.IsFloat();
}

/// <summary>An accessor of a field that C# doesn't let generated code name.</summary>
/// <param name="Name">Its name in the class of accessors.</param>
/// <param name="Type">C# type of the field.</param>
/// <param name="Owner">C# type that has the field.</param>
/// <param name="Field">The field's name in metadata.</param>
/// <param name="IsStatic">Whether the field is static.</param>
/// <param name="IsStruct">Whether the owner is a struct, passed by reference.</param>
/// <param name="OwnerMetadata">The owner's assembly-qualified name where C# can't name it here; else empty.</param>
/// <param name="TypeParameters">In angle brackets those of the method that the owner has as type arguments; else empty.</param>
internal sealed record FieldAccessor(string Name, string Type, string Owner, string Field, bool IsStatic, bool IsStruct, string OwnerMetadata, string TypeParameters = "")
{
    /// <summary>The type parameters of an owner that no accessor can be written for.</summary>
    public const string Unmatched = "?";
}

/// <summary>An array field that is read as a constant: the C# text that names it, and its element type.</summary>
internal sealed record FieldBuffer(string Path, string ElementType);

/// <summary>The parameters of a model as a buffer: element type and number.</summary>
internal sealed record ModelReference(ScalarKind Kind, int Length);
