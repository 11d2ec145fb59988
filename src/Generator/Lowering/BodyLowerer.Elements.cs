using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Arrays, spans, and what can be read from objects.</summary>
internal sealed partial class BodyLowerer
{
    private Slot LowerElement(IArrayElementReferenceOperation element)
    {
        if (element.Indices.Length != 1 || !TypeLowerer.TryBuffer(element.ArrayReference.Type, out _)) throw Unsupported(element);
        Value buffer = Buffer(element.ArrayReference);
        if (Unconverted(element.Indices[0]) is IRangeOperation range) return new BufferSlot(Copy(Slice(buffer, range)));
        return new ScalarSlot(_builder.Load(buffer, Index(element.Indices[0], buffer)));
    }

    /// <summary><c>s[^1]</c> and <c>s[1..3]</c> of spans; a range of an array is a copy (above), of a span a window.</summary>
    private Slot LowerImplicitIndexer(IImplicitIndexerReferenceOperation element)
    {
        if (!TypeLowerer.TryBuffer(element.Instance.Type, out _)) throw Unsupported(element);
        Value buffer = Buffer(element.Instance);
        return Unconverted(element.Argument) is IRangeOperation range
            ? new BufferSlot(Slice(buffer, range))
            : new ScalarSlot(_builder.Load(buffer, Index(element.Argument, buffer)));
    }

    /// <summary><c>buffer[a..b]   ---->   buffer.Slice(a, b - a)</c></summary>
    private Value Slice(Value buffer, IRangeOperation range)
    {
        Value start = range.LeftOperand is null ? _builder.Int32(0) : Index(range.LeftOperand, buffer);
        Value end = range.RightOperand is null ? _builder.Length(buffer) : Index(range.RightOperand, buffer);
        return Slice(buffer, start, _builder.Scalar(Codes.Subtract, end, start));
    }

    /// <summary>A new array with the content of a buffer.</summary>
    private Value Copy(Value source)
    {
        Value copy = _builder.Alloc(_builder.TypeOf(source).Kind, _builder.Length(source), AllocKind.Local);
        CopyLoop(source, copy);
        return copy;
    }

    private void CopyLoop(Value source, Value target)
    {
        Value length = _builder.Length(source), index = _builder.Define(IrType.Int32, "i");
        Region body = _builder.Region([index], () =>
        {
            _builder.Store(target, index, _builder.Load(source, index));
            return default;
        });
        _builder.Add(new ForOp(default, _builder.Int32(0), length, 1, false, default, body));
    }

    /// <summary><c>source.CopyTo(target)</c>, which must be as long; storage that may overlap goes through a copy.</summary>
    private void CopyTo(Value source, Value target)
    {
        Value window = Slice(target, _builder.Int32(0), _builder.Length(source));
        bool mayOverlap = Parts(source).Roots.Intersect(Parts(target).Roots).Any();
        CopyLoop(mayOverlap ? Copy(source) : source, window);
    }

    /// <summary>An index; <c>^1</c> counts from the end of the buffer.</summary>
    private Value Index(IOperation index, Value buffer)
    {
        if (index is IConversionOperation { Type: { Name: "Index" }, Operand.Type.SpecialType: SpecialType.System_Int32 } toIndex) index = toIndex.Operand;
        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
        {
            Value distance = Scalar(fromEnd.Operand);
            return _builder.Scalar(Codes.Subtract, _builder.Length(buffer), distance);
        }
        if (index is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } conversion) index = conversion.Operand;
        if (index.Type?.SpecialType != SpecialType.System_Int32)
            throw Refuse(index, $"an index of type '{index.Type?.ToDisplayString()}'", "use an int index");
        return Scalar(index);
    }

    private Slot LowerProperty(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (property.Instance is { } instance && TypeLowerer.TryBuffer(instance.Type, out _))
        {
            Value buffer = Buffer(instance);
            if (symbol.IsIndexer) return new ScalarSlot(_builder.Load(buffer, Index(property.Arguments[0].Value, buffer)));
            if (symbol.Name == "Length") return new ScalarSlot(_builder.Length(buffer));
            if (symbol.Name == "IsEmpty") return new ScalarSlot(_builder.Scalar(Codes.Equal, _builder.Length(buffer), _builder.Int32(0)));
            throw Unsupported(property);
        }
        if (_model is not null && property.Instance is IInstanceReferenceOperation && _model.Find(symbol) is { } parameter) return LowerParameter(parameter);
        if (_context.Models.IsParameter(symbol))
            throw Refuse(property, $"'{symbol.Name}', a parameter of another model", "move the computation into the model");
        bool isAuto = symbol.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol));
        bool isSeen = symbol.DeclaringSyntaxReferences.Length > 0;
        if (symbol.IsIndexer || (isSeen && !isAuto) || symbol.IsAbstract || symbol.IsVirtual)
            throw Refuse(property, $"the computed property '{symbol.Name}'", "write it as a method, or read it outside and pass the value as a parameter");
        return LowerMember(property, symbol, symbol.Type, property.Instance);
    }

    /// <summary>A trainable parameter: a window on the model's flat buffer.</summary>
    private Slot LowerParameter(Model.ModelProperty parameter)
    {
        Value offset = _builder.Int32(parameter.Offset);
        if (parameter.IsScalar) return new ScalarSlot(_builder.Load(_modelBuffer, offset, LocalName(parameter.Name)));
        Value view = Slice(_modelBuffer, offset, _builder.Int32(parameter.Length));
        _builder.Name(view, LocalName(parameter.Name));
        return new BufferSlot(view);
    }

    private Slot LowerField(IFieldReferenceOperation field) => LowerMember(field, field.Field, field.Field.Type, field.Instance);

    /// <summary>A field or auto property of an object or type: read once, a constant.</summary>
    private Slot LowerMember(IOperation syntax, ISymbol member, ITypeSymbol type, IOperation? instance)
    {
        string path;
        if (instance is null)
        {
            path = Identifiers.TypeName(member.ContainingType);
        }
        else
        {
            if (Lower(instance) is not ObjectSlot receiver || !member.ContainingType.IsReferenceType)
                throw Refuse(syntax, $"the member '{member.Name}' of a '{member.ContainingType.ToDisplayString()}'", "read it outside and pass the value as a parameter");
            path = receiver.Path;
        }
        path = $"{path}.{Identifiers.Escape(member.Name)}";
        _privateReads.Add(new PrivateRead(member, syntax.Syntax));

        ScalarKind kind = TypeLowerer.Scalar(type);
        string template = type.TypeKind == TypeKind.Enum ? $"({kind.Keyword()}){path}" : path;
        if (kind != ScalarKind.None) return new ScalarSlot(Opaque(new IrType(kind), template, member.Name));
        if (TypeLowerer.TryBuffer(type, out IrType buffer)) return new BufferSlot(Opaque(buffer with { Shape = IrShape.ReadOnlyBuffer }, path, member.Name));
        return TypeLowerer.IsObject(type) ? new ObjectSlot(path) : throw UnsupportedType(syntax.Syntax, type);
    }

    private Value Opaque(IrType type, string template, string name)
    {
        Value result = _builder.Define(type, LocalName(name));
        _builder.Add(new OpaqueOp(result, template.Replace("{", "{{").Replace("}", "}}"), default, IsStateful: false));
        return result;
    }

    /// <summary>A member as a local: <c>_rate</c>, <c>Rate   ---->   rate</c>.</summary>
    private static string LocalName(string member)
    {
        string local = member.TrimStart('@', '_');
        return local.Length == 0 ? member : char.ToLowerInvariant(local[0]) + local.Substring(1);
    }

    private BufferSlot LowerArrayCreation(IArrayCreationOperation creation)
    {
        if (!TypeLowerer.TryBuffer(creation.Type, out IrType type) || creation.DimensionSizes.Length != 1) throw UnsupportedType(creation.Syntax, creation.Type);
        Value length = Scalar(creation.DimensionSizes[0]);
        if (_builder.TypeOf(length) != IrType.Int32) throw Refuse(creation.DimensionSizes[0], "an array length that isn't an int", "use an int");
        Value buffer = _builder.Alloc(type.Kind, length, AllocKind.Local);
        if (creation.Initializer is not null) Fill(buffer, creation.Initializer.ElementValues);
        return new BufferSlot(buffer);
    }

    private BufferSlot LowerCollection(ICollectionExpressionOperation collection)
    {
        if (!TypeLowerer.TryBuffer(collection.Type, out IrType type) || collection.Elements.Any(element => element is ISpreadOperation)) throw Unsupported(collection);
        Value buffer = _builder.Alloc(type.Kind, _builder.Int32(collection.Elements.Length), AllocKind.Local);
        Fill(buffer, collection.Elements);
        return new BufferSlot(buffer);
    }

    /// <summary><c>stackalloc T[n]</c>: the operation tree has no node of its own for it, so the syntax says what it is.</summary>
    private BufferSlot LowerStackAlloc(IOperation creation)
    {
        SemanticModel model = creation.SemanticModel!;
        ITypeSymbol? type = model.GetTypeInfo(creation.Syntax, _cancellation).ConvertedType;
        (ExpressionSyntax? size, InitializerExpressionSyntax? initializer) = creation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } written] }] } } explicitly
                => (written is OmittedArraySizeExpressionSyntax ? null : written, explicitly.Initializer),
            ImplicitStackAllocArrayCreationExpressionSyntax implicitly => (null, implicitly.Initializer),
            _ => throw Unsupported(creation),
        };
        if (type is IPointerTypeSymbol) throw Refuse(creation, "a pointer", "declare the variable as Span<T>");
        if (!TypeLowerer.TryBuffer(type, out IrType buffer)) throw UnsupportedType(creation.Syntax, type);
        Value length = size is not null && model.GetOperation(size, _cancellation) is { } sizeOperation
            ? Scalar(sizeOperation)
            : _builder.Int32(initializer?.Expressions.Count ?? throw Unsupported(creation));
        Value result = _builder.Alloc(buffer.Kind, length, AllocKind.Local);
        if (initializer is not null)
        {
            IEnumerable<IOperation?> elements = initializer.Expressions.Select(element => model.GetOperation(element, _cancellation));
            Fill(result, [.. elements.Select(element => element ?? throw Unsupported(creation))]);
        }
        return new BufferSlot(result);
    }

    private void Fill(Value buffer, ImmutableArray<IOperation> elements)
    {
        ScalarKind kind = _builder.TypeOf(buffer).Kind;
        for (int i = 0; i < elements.Length; i++)
        {
            Value element = Scalar(elements[i]);
            if (_builder.TypeOf(element).Kind != kind) element = _builder.Scalar(new IrType(kind), Codes.Convert, element);
            _builder.Store(buffer, _builder.Int32(i), element);
        }
    }
}
