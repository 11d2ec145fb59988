using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Types: what type parameters stand for, what values of a type are, and what they are at first.</summary>
internal sealed partial class BodyLowerer
{
    private static readonly IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> NoTypes = new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>What the type parameters of a constructed method and its type stand for.</summary>
    private static IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments(IMethodSymbol method)
    {
        Dictionary<ITypeParameterSymbol, ITypeSymbol>? types = null;
        void Add(ImmutableArray<ITypeParameterSymbol> parameters, ImmutableArray<ITypeSymbol> arguments)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                if (SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i])) continue;
                types ??= new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
                types[parameters[i]] = arguments[i];
            }
        }
        Add(method.OriginalDefinition.TypeParameters, method.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType) Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        return types ?? NoTypes;
    }

    /// <summary>A type of the body's text, with type parameters replaced by what they stand for.</summary>
    private ITypeSymbol? Actual(ITypeSymbol? type)
    {
        if (type is null || _frame.Types.Count == 0) return type;
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _frame.Types.TryGetValue(parameter, out ITypeSymbol? actual) ? actual : type;
            case IArrayTypeSymbol array:
                ITypeSymbol element = Actual(array.ElementType)!;
                return SymbolEqualityComparer.Default.Equals(element, array.ElementType) ? type : _context.Compilation.CreateArrayTypeSymbol(element, array.Rank);
            case INamedTypeSymbol { IsGenericType: true } named when named.TypeArguments.Length > 0:
                ITypeSymbol[] arguments = [.. named.TypeArguments.Select(argument => Actual(argument)!)];
                return arguments.SequenceEqual(named.TypeArguments, SymbolEqualityComparer.Default) ? type : named.OriginalDefinition.Construct(arguments);
            default:
                return type;
        }
    }

    /// <summary>A method of the body's text, with type parameters replaced by what they stand for.</summary>
    private IMethodSymbol Actual(IMethodSymbol method)
    {
        if (_frame.Types.Count == 0 || method.MethodKind == MethodKind.LocalFunction) return method;
        IMethodSymbol actual = method;
        if (Actual(method.ContainingType) is INamedTypeSymbol type && !SymbolEqualityComparer.Default.Equals(type, method.ContainingType))
        {
            actual = type.GetMembers(method.Name).OfType<IMethodSymbol>()
                .First(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition));
        }
        if (!method.IsGenericMethod) return actual;
        ITypeSymbol[] arguments = [.. method.TypeArguments.Select(argument => Actual(argument)!)];
        return actual.OriginalDefinition.Equals(actual, SymbolEqualityComparer.Default) || actual.IsGenericMethod ? actual.ConstructedFrom.Construct(arguments) : actual;
    }

    private ScalarKind KindOf(ITypeSymbol? type) => TypeLowerer.Scalar(Actual(type));

    private bool IsBuffer(ITypeSymbol? type, out IrType buffer) => TypeLowerer.TryBuffer(Actual(type), out buffer);

    /// <summary>Whether a value of the type is an array or span that lowering knows.</summary>
    private bool IsStorage(ITypeSymbol? type) => Actual(type) is { } actual && (TypeLowerer.TryBuffer(actual, out _) || TypeLowerer.TryElements(actual, out _) || TypeLowerer.IsInlineArray(actual, out _, out _));

    /// <summary>What <c>default</c> is; a reference is null.</summary>
    private Slot Default(ITypeSymbol? type)
    {
        type = Actual(type);
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None) return new ScalarSlot(Zero(kind));
        if (NewInlineArray(type) is { } inline) return inline;
        return StructLayout.OfStruct(type) is { } layout
            ? new CompositeSlot(new StructComposite(layout), layout.Fields.Select(field => Default(field.Type)).ToEquatable())
            : new UnassignedSlot();
    }

    /// <summary>A value of the type that a loop may carry before it has one: an array of no elements for an array.</summary>
    private Slot Placeholder(ITypeSymbol? type)
    {
        type = Actual(type);
        if (TypeLowerer.TryBuffer(type, out IrType buffer)) return new BufferSlot(Empty(buffer.Kind));
        if (TypeLowerer.TryElements(type, out StructLayout? element)) return NewElements(element!, _builder.Int32(0));
        if (TypeLowerer.IsJagged(type, out ScalarKind kind)) return NewRows(kind, _builder.Int32(0));
        return Default(type);
    }

    /// <summary>Null or default of a type. An empty array stands for no array, which a caller who gets it could tell.</summary>
    private Slot Null(IOperation syntax, ITypeSymbol? type)
        => _method.ReturnType is IArrayTypeSymbol && Actual(type) is IArrayTypeSymbol
            ? throw Refuse(syntax, "a null array in a method that returns one", "use an empty array, []")
            : Placeholder(type);

    /// <summary>New storage for a number of structs.</summary>
    private Slot NewElements(StructLayout element, Value length)
    {
        return new CompositeSlot(new ElementsComposite(element), element.Fields.Select(field => NewStorage(field.Type, length)).ToEquatable());
    }

    /// <summary>New storage for a number of values of a type.</summary>
    private Slot NewStorage(ITypeSymbol type, Value length)
    {
        ScalarKind kind = KindOf(type);
        if (kind != ScalarKind.None) return new BufferSlot(Allocate(kind, length));
        return StructLayout.OfStruct(Actual(type)) is { } layout ? NewElements(layout, length) : new UnassignedSlot();
    }

    /// <summary>The parameters of the function that stand for a parameter of the method, and what it is in the body.</summary>
    private Slot ParameterSlot(FlatParameter parameter, List<Value> values)
    {
        ITypeSymbol type = Actual(parameter.Type)!;
        if (parameter.Symbol is { } symbol && ParameterLeaves.IsRows(symbol, out ScalarKind number))
        {
            var integers = new IrType(ScalarKind.Int32, IrShape.ReadOnlyBuffer);
            return new CompositeSlot(new JaggedComposite(number),
            [
                new BufferSlot(Parameter(new IrType(number, IrShape.Buffer), parameter.Name + "Elements", values)),
                new BufferSlot(Parameter(integers, parameter.Name + "Starts", values)),
                new BufferSlot(Parameter(integers, parameter.Name + "Lengths", values)),
            ]);
        }
        string path = parameter.Symbol is null ? "this" : Identifiers.Escape(parameter.Name);
        Slot? slot = parameter.IsReference ? StorageSlot(type, parameter.Name, null, IrShape.Buffer, values) : ValueSlot(type, parameter.Name, values);
        if (slot is null && parameter.IsReference)
        {
            throw RefusalException.At(
                parameter.Symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) ?? BodySyntax(), Diagnostics.Descriptors.UnsupportedParameter,
                parameter.Name, type.ToDisplayString(), "only numbers and structs of numbers are passed by reference; pass it by value");
        }
        if (slot is null) return new ObjectSlot(path);
        return parameter.IsReference ? Reference(slot, _builder.Int32(0)) : slot;
    }

    private static CompositeSlot Reference(Slot buffer, Value index) => new(new ReferenceComposite(), [buffer, new ScalarSlot(index)]);

    private Slot? ValueSlot(ITypeSymbol type, string name, List<Value> values)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None) return new ScalarSlot(Parameter(new IrType(kind), name, values));
        if (TypeLowerer.TryBuffer(type, out IrType buffer)) return new BufferSlot(Parameter(buffer, name, values));
        if (TypeLowerer.TryElements(type, out StructLayout? element)) return StorageSlot(element!.Type, name, null, TypeLowerer.Element(type).Shape, values);
        if (TypeLowerer.IsScalarGrid(type, out int rank))
        {
            IrType elements = new(TypeLowerer.Scalar(((IArrayTypeSymbol)type).ElementType), IrShape.Buffer);
            List<Slot> members = [new BufferSlot(Parameter(elements, name + "Elements", values))];
            for (int i = 0; i < rank; i++) members.Add(new ScalarSlot(Parameter(IrType.Int32, name + "Length" + i, values)));
            return new CompositeSlot(new GridComposite(rank), members.ToEquatable());
        }
        if (_context.Layers.Find(type) is { } layer) return ParameterLayer(layer, name, values);
        if (StructLayout.OfStruct(type) is { } layout)
        {
            return new CompositeSlot(new StructComposite(layout), layout.Fields
                .Select(field => ValueSlot(field.Type, Joined(name, field.Name), values) ?? new ObjectSlot($"{Identifiers.Escape(name)}.{field.Name}"))
                .ToEquatable());
        }
        return null;
    }

    /// <summary>Storage that came from outside: of numbers, or of structs, whose fields are then reached in each element.</summary>
    private Slot? StorageSlot(ITypeSymbol type, string name, Projection? projection, IrShape shape, List<Value> values)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None) return new BufferSlot(Parameter(new IrType(kind, shape, projection), name, values));
        if (StructLayout.OfStruct(type) is not { } layout) return null;
        projection ??= new Projection(Identifiers.TypeName(type), "{0}", "{0}");
        var members = new List<Slot>();
        foreach (StructField field in layout.Fields)
            members.Add(StorageSlot(field.Type, Joined(name, field.Name), FieldPaths.Into(projection, layout, field, _method.ContainingType, _context), shape, values) ?? new PoisonSlot());
        return new CompositeSlot(new ElementsComposite(layout), members.ToEquatable());
    }

    private Value Parameter(IrType type, string name, List<Value> values)
    {
        Value value = _builder.Define(type, name);
        values.Add(value);
        return value;
    }

    /// <summary>The scalars and buffers of a value, in order.</summary>
    private static IEnumerable<Value> Flatten(Slot slot) => slot switch
    {
        ScalarSlot scalar => [scalar.Value],
        BufferSlot buffer => [buffer.Buffer],
        CompositeSlot composite => composite.Members.SelectMany(Flatten),
        ObjectSlot or UnassignedSlot => [],
        _ => throw new RefusalException(null),
    };

    private static RefusalException UnsupportedType(SyntaxNode syntax, ITypeSymbol? type) => Refuse(
        syntax, $"a value of type '{type?.ToDisplayString() ?? "?"}'", "use numbers, bools, enums, structs and tuples of them, arrays and spans");
}
