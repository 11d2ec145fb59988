namespace DiffGen.Fuzz.Source;

/// <summary>What kind of type it is.</summary>
internal enum Form
{
    Scalar,
    Struct,
    Class,
    Array,
    Span,
    ReadOnlySpan,
    Grid,
}

/// <summary>A type of a program; two are the same where their text is.</summary>
/// <param name="Form">What kind of type it is.</param>
/// <param name="Text">As C# writes it.</param>
/// <param name="Element">Of arrays, spans and grids.</param>
/// <param name="Members">Of structs, tuples and classes.</param>
internal sealed record TypeRef(Form Form, string Text, TypeRef? Element = null, Composite? Members = null)
{
    public static readonly TypeRef Double = new(Form.Scalar, "double");
    public static readonly TypeRef Float = new(Form.Scalar, "float");
    public static readonly TypeRef Int = new(Form.Scalar, "int");
    public static readonly TypeRef Bool = new(Form.Scalar, "bool");
    /// <summary>Of what only the program's frame uses.</summary>
    public static readonly TypeRef Hidden = new(Form.Scalar, "hidden");

    public static readonly TypeRef Grid = new(Form.Grid, "double[,]", Double);

    public bool IsFloating => Text is "double" or "float";

    public bool IsBuffer => Form is Form.Array or Form.Span or Form.ReadOnlySpan;

    /// <summary>Spans can't be captured, nor stored.</summary>
    public bool IsRefStruct => Form is Form.Span or Form.ReadOnlySpan;

    public static TypeRef Array(TypeRef element) => new(Form.Array, element.Text + "[]", element);

    public static TypeRef Span(TypeRef element) => new(Form.Span, $"Span<{element.Text}>", element);

    public static TypeRef ReadOnlySpan(TypeRef element) => new(Form.ReadOnlySpan, $"ReadOnlySpan<{element.Text}>", element);

    public bool Equals(TypeRef? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A field or property.</summary>
internal sealed record Member(string Name, TypeRef Type, bool CanWrite, bool IsField = true);

/// <summary>A method of a struct or class; a mutating one needs a variable to be called on.</summary>
internal sealed record Method(string Name, TypeRef? Result, IReadOnlyList<Parameter> Parameters, bool Mutates);

/// <summary>The members of a struct, tuple or class.</summary>
/// <param name="Fields">The fields (of a record its positional properties), in order.</param>
/// <param name="Construct">The text that makes one of the values of its fields.</param>
internal sealed record Composite(IReadOnlyList<Member> Fields, Func<IReadOnlyList<string>, string> Construct)
{
    /// <summary>Properties, besides the fields.</summary>
    public List<Member> Properties { get; } = [];

    public List<Method> Methods { get; } = [];

    /// <summary>Has <c>+</c>, <c>-</c> and <c>*</c> with a number.</summary>
    public bool HasOperators { get; init; }

    /// <summary>Takes <c>with</c>.</summary>
    public bool HasWith { get; init; }

    /// <summary>Its properties can be set by <c>with</c> even where they are readonly.</summary>
    public bool IsRecord { get; init; }

    public bool HasDeconstruct { get; init; }
}

/// <summary>A parameter of a function, method or entry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Modifier"><c>ref</c>, <c>out</c>, <c>in</c> or nothing.</param>
/// <param name="IsWritten">The elements are written.</param>
internal sealed record Parameter(string Name, TypeRef Type, string Modifier = "", bool IsWritten = false)
{
    public string Declaration => $"{(Modifier.Length > 0 ? Modifier + " " : "")}{Type.Text} {Name}";
}

/// <summary>A function that can be called.</summary>
internal sealed record Function(string Name, TypeRef? Result, IReadOnlyList<Parameter> Parameters, bool IsRecursive, int Cost);

/// <summary>A variable in scope.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanWrite">It, or its elements, may be assigned.</param>
/// <param name="Length">At least so many elements; a power of two.</param>
internal sealed record Variable(string Name, TypeRef Type, bool CanWrite = true, int Length = 0)
{
    /// <summary>Not a reference and no span: lambdas and local functions may use it.</summary>
    public bool CanCapture { get; init; } = !Type.IsRefStruct;

    /// <summary>An array or span variable that may be bound to another.</summary>
    public bool CanRebind { get; init; }

    /// <summary>A span of the stack: it can't be given to variables of spans that aren't.</summary>
    public bool IsOfStack { get; init; }

    /// <summary>A property seen from inside: it can be assigned, but not its parts, nor referred to.</summary>
    public bool IsProperty { get; init; }

    /// <summary>A reference to an element, which may be pointed to another.</summary>
    public bool IsElementReference { get; init; }
}
