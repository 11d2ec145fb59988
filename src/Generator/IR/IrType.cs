namespace DiffGen.Generator.IR;

/// <summary>What a value is: a scalar, or storage for scalars.</summary>
internal enum IrShape : byte
{
    Scalar,

    /// <summary>A span of scalars; cannot be written (a <c>ReadOnlySpan</c>).</summary>
    ReadOnlyBuffer,

    /// <summary>A span or array of scalars.</summary>
    Buffer,

    /// <summary>A growable buffer; <see cref="ReserveOp"/> makes indices valid.</summary>
    Stack,

    /// <summary>Storage that arrays are made in; windows on it are buffers.</summary>
    Arena,
}

/// <summary>The type of an IR value.</summary>
/// <param name="Kind">Of the scalar, or of the elements.</param>
/// <param name="Shape">Scalar or storage.</param>
/// <param name="Of">Where the elements are fields of structs, how; null where they are the elements themselves.</param>
internal readonly record struct IrType(ScalarKind Kind, IrShape Shape = IrShape.Scalar, Projection? Of = null)
{
    public static readonly IrType Float64 = new(ScalarKind.Float64);
    public static readonly IrType Int32 = new(ScalarKind.Int32);
    public static readonly IrType Bool = new(ScalarKind.Bool);

    private readonly byte _lanes;

    /// <summary>How many numbers a register of them has, where the value is one: that many scalars, side by side; 0 for a single number.</summary>
    public int Lanes
    {
        get => _lanes;
        init => _lanes = (byte)value;
    }

    public bool IsScalar => Shape == IrShape.Scalar;

    public bool IsBuffer => Shape != IrShape.Scalar;

    public bool IsFloatScalar => IsScalar && Kind.IsFloat();

    public bool Equals(IrType other) => Kind == other.Kind && Shape == other.Shape && Lanes == other.Lanes && (ReferenceEquals(Of, other.Of) || (Of is not null && Of.Equals(other.Of)));

    public override int GetHashCode() => ((((int)Kind * 31) + (int)Shape) * 31) + Lanes;

    public override string ToString() => Of is null ? Plain : $"{Plain} of `{Of.Read}` in {Of.Type}";

    private string Plain => Shape switch
    {
        IrShape.Scalar => Lanes == 0 ? Kind.IrName() : $"{Kind.IrName()}x{Lanes}",
        IrShape.ReadOnlyBuffer => $"readonly {Kind.IrName()}[]",
        IrShape.Buffer => $"{Kind.IrName()}[]",
        IrShape.Arena => $"arena {Kind.IrName()}",
        _ => $"stack {Kind.IrName()}",
    };
}
