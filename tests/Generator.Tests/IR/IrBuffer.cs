using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

/// <summary>A window on an array, or a growable stack.</summary>
internal sealed class IrBuffer
{
    private readonly int _offset;
    private Array _storage;

    public IrBuffer(Array storage)
        : this(storage, 0, storage.Length)
    {
    }

    private IrBuffer(Array storage, int offset, int length)
    {
        _storage = storage;
        _offset = offset;
        Length = length;
    }

    public int Length { get; private set; }

    public object this[int index]
    {
        get => _storage.GetValue(Checked(index))!;
        set => _storage.SetValue(value, Checked(index));
    }

    public static IrBuffer Create(ScalarKind kind, int length)
        => length < 0 ? throw new OverflowException() : new(Array.CreateInstance(IrInterpreter.ValueOf(new Literal(kind, 0)).GetType(), length));

    public IrBuffer Slice(int offset, int length)
        => offset < 0 || length < 0 || offset + length > Length
            ? throw new ArgumentOutOfRangeException(nameof(offset))
            : new IrBuffer(_storage, _offset + offset, length);

    public void Clear() => Array.Clear(_storage, _offset, Length);

    public void Reserve(int length)
    {
        if (length <= Length) return;
        var grown = Array.CreateInstance(_storage.GetType().GetElementType()!, length);
        Array.Copy(_storage, grown, Length);
        (_storage, Length) = (grown, length);
    }

    private int Checked(int index) => index < 0 || index >= Length ? throw new IndexOutOfRangeException() : _offset + index;
}
