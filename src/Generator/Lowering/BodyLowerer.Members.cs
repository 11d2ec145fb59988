using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Fields and properties: of structs and own objects, of arrays, and of objects that are only read.</summary>
internal sealed partial class BodyLowerer
{
    private Place FieldPlace(IFieldReferenceOperation field)
    {
        if (field.Instance is null) return new ValuePlace(LowerMember(field, field.Field, field.Field.Type, null));
        Place owner = Owner(field.Instance);
        return ObjectOf(owner) is { } read
            ? new ValuePlace(LowerMember(field, field.Field, field.Field.Type, read))
            : MemberOf(owner, StructLayout.KeyOf(field.Field), field);
    }

    private Place Owner(IOperation instance)
    {
        Place owner = LowerPlace(instance);
        if (owner is VariablePlace { Key: var key } && _environment.Entry(key) is PoisonSlot unknown) throw Unknown(unknown, key, instance);
        return owner is VariablePlace variable && _environment.Entry(variable.Key) is ObjectSlot read ? new ValuePlace(read) : owner;
    }

    /// <summary>What a struct's method works on: a place that may not be changed is copied first, as C# does.</summary>
    private Place Receiver(IOperation instance, IMethodSymbol method)
    {
        return Receiver(instance, method, Owner(instance));
    }

    private Place Receiver(IOperation instance, IMethodSymbol method, Place owner)
    {
        bool mayWrite = method is { IsStatic: false, IsReadOnly: false, ContainingType: { IsValueType: true, IsReadOnly: false } };
        return mayWrite && owner is VariablePlace or ElementPlace && IsReadOnly(instance) ? Variable(Spilled(Read(owner, instance)).Key) : owner;
    }

    private bool IsReadOnly(IOperation place) => place switch
    {
        IParenthesizedOperation parenthesized => IsReadOnly(parenthesized.Operand),
        IFieldReferenceOperation { Field: var field, Instance: var instance } => (field.IsReadOnly && !(_frame.IsConstructor && instance is IInstanceReferenceOperation))
            || (instance is { Type.IsValueType: true } && IsReadOnly(instance)),
        ILocalReferenceOperation { Local: var local } => local.RefKind == RefKind.RefReadOnly,
        IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        IInstanceReferenceOperation => _frame.Method.IsReadOnly || _frame.Method.ContainingType.IsReadOnly,
        IPropertyReferenceOperation { Property: var property, Instance: var instance } when property.ReturnsByRefReadonly || (IsStorage(instance?.Type) && TypeLowerer.Element(Actual(instance!.Type)).Shape == IrShape.ReadOnlyBuffer) => true,
        IInvocationOperation { TargetMethod.ReturnsByRefReadonly: true } => true,
        _ => false,
    };

    private static ObjectSlot? ObjectOf(Place place) => (place as ValuePlace)?.Value as ObjectSlot;

    private Place PropertyPlaceOf(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (property.Instance is null) return StaticProperty(property);
        if (LowerPooled(property) is { } pooled) return new ValuePlace(pooled);
        if (property.Instance.Type is { } type && IsStorage(type))
        {
            Slot storage = Storage(property.Instance);
            if (symbol.IsIndexer) return new ElementPlace(storage, Index(property.Arguments[0].Value, storage));
            if (symbol.Name is "Length" or "LongLength") return new ValuePlace(new ScalarSlot(_builder.Converted(LengthOf(OfKnownLength(storage)), KindOf(symbol.Type))));
            return symbol.Name == "IsEmpty"
                ? new ValuePlace(new ScalarSlot(_builder.Scalar(Codes.Equal, LengthOf(OfKnownLength(storage)), _builder.Int32(0))))
                : throw Unsupported(property);
        }
        if (symbol.Name == "Length" && TypeLowerer.IsJagged(Actual(property.Instance.Type), out _))
        {
            return new ValuePlace(Lower(property.Instance) switch
            {
                CompositeSlot rows => new ScalarSlot(RowCount(rows)),
                ObjectSlot rows => new ScalarSlot(Count(rows, "Length")),
                PoisonSlot => throw new RefusalException(null),
                _ => throw Unsupported(property.Instance),
            });
        }
        if (TypeLowerer.IsGrid(Actual(property.Instance.Type), out int rank)) return new ValuePlace(GridProperty(property, rank));
        Place owner = Owner(property.Instance);
        if (LayerAt(owner, property) is { } layer && LayerMember(layer, symbol) is { } member) return member;
        if (IsModel(owner) && _model!.Find(symbol) is { } parameter)
            return new ValuePlace(_context.Layers.Find(Actual(symbol.Type)) is { } owned ? OwnedLayer(owned, parameter) : LowerParameter(parameter));
        if (_context.Models.IsParameter(symbol))
            throw Refuse(property, $"'{symbol.Name}', a parameter of another model", "move the computation into the model");
        symbol = Implementation(symbol, owner, property);
        if (symbol.ReturnsByRef || symbol.ReturnsByRefReadonly)
            return Dereference(Call(symbol.GetMethod!, owner, [.. property.Arguments.Select(argument => Lower(argument.Value))], property), property);
        if (HasBody(symbol.GetMethod) || HasBody(symbol.SetMethod))
        {
            if (symbol.GetMethod is { } getter && ObjectOf(owner) is null) owner = Receiver(property.Instance, getter, owner);
            return new PropertyPlace(symbol, owner, property.Arguments.Select(argument => Lower(argument.Value)).ToEquatable(), property);
        }
        if (ObjectOf(owner) is not { } read)
        {
            bool isField = (ExactType(owner) is { } exact ? StructLayout.OfStruct(exact) ?? StructLayout.OfClass(exact) : null)?.Find(symbol.Name) is not null;
            return isField || symbol.DeclaringSyntaxReferences.Length > 0
                ? MemberOf(owner, symbol.Name, property)
                : new PropertyPlace(symbol, owner, property.Arguments.Select(argument => Lower(argument.Value)).ToEquatable(), property);
        }
        return new ValuePlace(symbol.IsIndexer ? LowerItem(property, read) : LowerMember(property, symbol, symbol.Type, read));
    }

    private bool IsModel(Place owner) => _model is not null && ObjectOf(owner) is { Path: "this" };

    private Slot GridProperty(IPropertyReferenceOperation property, int rank)
    {
        if (property.Property.Name == "Rank") return new ScalarSlot(_builder.Int32(rank));
        if (property.Property.Name != "Length" || Lower(property.Instance!) is not CompositeSlot grid) throw Unsupported(property);
        return new ScalarSlot(LengthOf(grid[GridComposite.Elements]));
    }

    /// <summary>The property that runs: of a type parameter's type, or of the object's own class.</summary>
    private IPropertySymbol Implementation(IPropertySymbol symbol, Place owner, IOperation syntax)
    {
        IMethodSymbol accessor = symbol.GetMethod ?? symbol.SetMethod!;
        IMethodSymbol actual = Implementation(accessor, owner, (syntax as IPropertyReferenceOperation)?.Instance);
        return (IPropertySymbol)(actual.AssociatedSymbol ?? symbol);
    }

    private static bool HasBody(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        AccessorDeclarationSyntax syntax => syntax.Body is not null || syntax.ExpressionBody is not null,
        ArrowExpressionClauseSyntax => true,
        _ => false,
    };

    /// <summary>A static property: a constant of a number type, a computed one, or one that is read.</summary>
    private Place StaticProperty(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (symbol.IsAbstract || symbol.IsVirtual)
        {
            ITypeSymbol? type = Actual(property.ConstrainedToType);
            ScalarKind kind = TypeLowerer.Scalar(type);
            if (kind != ScalarKind.None && NumberConstants.Find(symbol.Name, kind) is { } literal) return new ValuePlace(new ScalarSlot(_builder.Constant(literal)));
            if (kind == ScalarKind.Number) return new ValuePlace(NumberProperty(property));
            symbol = type is null ? symbol : (IPropertySymbol)(type.FindImplementationForInterfaceMember(symbol) ?? throw Unsupported(property));
        }
        return HasBody(symbol.GetMethod)
            ? new PropertyPlace(symbol, null, [], property)
            : new ValuePlace(LowerMember(property, symbol, symbol.Type, null));
    }

    /// <summary>A field or auto property of an object or type: read once, a constant.</summary>
    private Slot LowerMember(IOperation syntax, ISymbol member, ITypeSymbol type, ObjectSlot? instance)
    {
        string owner = instance?.Path ?? Identifiers.TypeName(Actual(member.ContainingType)!);
        string path = $"{owner}.{Identifiers.Escape(member.Name)}";
        _privateReads.Add(new PrivateRead(member, syntax.Syntax, path));
        return ReadObject(syntax, Actual(type)!, path, member.Name);
    }

    /// <summary>What C# text stands for, taken apart into constants.</summary>
    private Slot ReadObject(IOperation syntax, ITypeSymbol type, string path, string name)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        string template = type.TypeKind == TypeKind.Enum ? $"({kind.Keyword()}){path}" : path;
        if (kind != ScalarKind.None) return new ScalarSlot(Opaque(new IrType(kind), template, name));
        if (TypeLowerer.TryBuffer(type, out IrType buffer)) return new BufferSlot(Opaque(buffer with { Shape = IrShape.ReadOnlyBuffer }, path, name));
        if (TypeLowerer.TryElements(type, out StructLayout? element)) return ReadElements(element!.Type, null, path, name);
        if (TypeLowerer.IsScalarGrid(type, out int rank))
        {
            IrType elements = new(TypeLowerer.Scalar(((IArrayTypeSymbol)type).ElementType), IrShape.ReadOnlyBuffer);
            List<Slot> members = [new BufferSlot(Opaque(elements, $"global::DiffGen.Workspaces.Guard.Elements({path})", name))];
            for (int i = 0; i < rank; i++) members.Add(new ScalarSlot(Opaque(IrType.Int32, $"{path}.GetLength({i})", name)));
            return new CompositeSlot(new GridComposite(rank), members.ToEquatable());
        }
        if (StructLayout.OfStruct(type) is { } layout)
        {
            return new CompositeSlot(new StructComposite(layout), layout.Fields
                .Select(field => ReadObject(syntax, field.Type, FieldPaths.Read(path, layout, field, _method.ContainingType, _context), name + field.Name))
                .ToEquatable());
        }
        return TypeLowerer.IsObject(type) || type is IArrayTypeSymbol { Rank: 1 } ? new ObjectSlot(path, type) : throw UnsupportedType(syntax.Syntax, type);
    }

    private Value Opaque(IrType type, string template, string name)
    {
        Value result = _builder.Define(type, LocalName(name));
        AddOpaque(result, Verbatim(template), [], isStateful: false);
        return result;
    }

    private static string Verbatim(string text) => text.Replace("{", "{{").Replace("}", "}}");

    /// <summary>A member as a local: <c>_rate</c>, <c>Rate   ---->   rate</c>.</summary>
    private static string LocalName(string member)
    {
        string local = member.TrimStart('@', '_');
        return local.Length == 0 ? member : char.ToLowerInvariant(local[0]) + local.Substring(1);
    }
}
