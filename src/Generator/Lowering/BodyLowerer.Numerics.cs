using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Members of <c>System.Numerics</c> types that are plain arithmetic on their components, bit for bit on every machine.
/// The others keep their call and have rules in the runtime.
/// </summary>
internal sealed partial class BodyLowerer
{
    private Slot? LowerNumeric(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (!NumericTypes.IsNumerics(type) || !method.DeclaringSyntaxReferences.IsEmpty || StructLayout.OfStruct(type) is not { } layout) return null;
        if (method.MethodKind == MethodKind.Constructor) return NewNumeric(layout, arguments);
        if (method.MethodKind == MethodKind.PropertyGet && receiver is not null) return NumericProperty(layout, method.AssociatedSymbol!.Name, Read(receiver, syntax));
        bool isComplex = NumericTypes.IsComplex(type), isQuaternion = type.Name == "Quaternion", isVector = type.Name.StartsWith("Vector", System.StringComparison.Ordinal);
        switch (method.Name, arguments)
        {
            case ("op_Addition" or "Add", [CompositeSlot a, CompositeSlot b]): return Componentwise(a, b, Codes.Add);
            case ("op_Subtraction" or "Subtract", [CompositeSlot a, CompositeSlot b]): return Componentwise(a, b, Codes.Subtract);
            case ("op_Addition" or "Add", [CompositeSlot a, ScalarSlot s]) when isComplex: return OnReal(a, real => _builder.Scalar(Codes.Add, real, s.Value));
            case ("op_Addition" or "Add", [ScalarSlot s, CompositeSlot a]) when isComplex: return OnReal(a, real => _builder.Scalar(Codes.Add, s.Value, real));
            case ("op_Subtraction" or "Subtract", [CompositeSlot a, ScalarSlot s]) when isComplex: return OnReal(a, real => _builder.Scalar(Codes.Subtract, real, s.Value));
            case ("op_Subtraction" or "Subtract", [ScalarSlot s, CompositeSlot a]) when isComplex:
                return new CompositeSlot(a.Kind, [new ScalarSlot(_builder.Scalar(Codes.Subtract, s.Value, Component(a, 0))), new ScalarSlot(_builder.Scalar(Codes.Negate, Component(a, 1)))]);
            case ("op_UnaryNegation" or "Negate", [CompositeSlot a]): return Map(a, value => _builder.Scalar(Codes.Negate, value));
            case ("op_Multiply" or "Multiply", [CompositeSlot a, ScalarSlot s]) when !isComplex: return Map(a, value => _builder.Scalar(Codes.Multiply, value, s.Value));
            case ("op_Multiply" or "Multiply", [ScalarSlot s, CompositeSlot a]) when isVector: return Map(a, value => _builder.Scalar(Codes.Multiply, s.Value, value));
            case ("op_Division" or "Divide", [CompositeSlot a, ScalarSlot s]) when isVector: return Map(a, value => _builder.Scalar(Codes.Divide, value, s.Value));
            case ("op_Multiply" or "Multiply", [CompositeSlot a, CompositeSlot b]) when isVector: return Componentwise(a, b, Codes.Multiply);
            case ("op_Division" or "Divide", [CompositeSlot a, CompositeSlot b]) when isVector: return Componentwise(a, b, Codes.Divide);
            case ("op_Multiply" or "Multiply", [CompositeSlot a, CompositeSlot b]) when isComplex: return ComplexProduct(a, b);
            case ("Conjugate", [CompositeSlot a]) when isComplex: return a with { Members = [a.Members[0], new ScalarSlot(_builder.Scalar(Codes.Negate, Component(a, 1)))] };
            case ("op_Multiply" or "Multiply", [CompositeSlot a, CompositeSlot b]) when isQuaternion: return QuaternionProduct(a, b);
            case ("Cross", [CompositeSlot a, CompositeSlot b]) when type.Name == "Vector3": return Cross(a, b);
            case ("Create", _) when NewNumeric(layout, arguments) is { } created: return created;
            case ("op_Implicit" or "op_Explicit", [ScalarSlot real]) when isComplex:
                ScalarKind kind = TypeLowerer.Scalar(layout.Fields[0].Type);
                return new CompositeSlot(new StructComposite(layout), [new ScalarSlot(_builder.Converted(real.Value, kind)), new ScalarSlot(Zero(kind))]);
            default: return null;
        }
    }

    /// <summary>A constructor whose arguments are the components in order, or one scalar for all of them.</summary>
    private Slot? NewNumeric(StructLayout layout, IReadOnlyList<Slot> arguments)
    {
        if (arguments.Any(argument => argument is not (ScalarSlot or CompositeSlot { Kind: StructComposite }))) return null;
        List<Value> values = [.. arguments.SelectMany(Flatten)];
        int count = Flatten(Default(layout.Type)).Count();
        if (values.Count == 1 && count > 1) values = [.. Enumerable.Repeat(values[0], count)];
        if (values.Count != count) return null;
        int next = 0;
        Slot Build(ITypeSymbol type) => StructLayout.OfStruct(type) is { } inner
            ? new CompositeSlot(new StructComposite(inner), inner.Fields.Select(field => Build(field.Type)).ToEquatable())
            : new ScalarSlot(values[next++]);
        return Build(layout.Type);
    }

    private Slot? NumericProperty(StructLayout layout, string name, Slot value)
    {
        if (value is not CompositeSlot composite || !NumericTypes.IsComplex(layout.Type)) return null;
        IrType type = new(TypeLowerer.Scalar(layout.Fields[0].Type));
        return name switch
        {
            "Magnitude" => new ScalarSlot(_builder.Scalar(type, "double.Hypot", Component(composite, 0), Component(composite, 1))),
            "Phase" => new ScalarSlot(_builder.Scalar(type, "Math.Atan2", Component(composite, 1), Component(composite, 0))),
            _ => null,
        };
    }

    private static Value Component(CompositeSlot composite, int index) => Flatten(composite).ElementAt(index);

    private CompositeSlot Map(CompositeSlot composite, System.Func<Value, Value> map)
        => composite with { Members = composite.Members.Select(member => member is CompositeSlot inner ? (Slot)Map(inner, map) : new ScalarSlot(map(((ScalarSlot)member).Value))).ToEquatable() };

    private static CompositeSlot OnReal(CompositeSlot composite, System.Func<Value, Value> map)
        => composite with { Members = [new ScalarSlot(map(Component(composite, 0))), composite.Members[1]] };

    private CompositeSlot Componentwise(CompositeSlot left, CompositeSlot right, string code)
    {
        var others = new Queue<Value>(Flatten(right));
        return Map(left, value => _builder.Scalar(code, value, others.Dequeue()));
    }

    /// <summary>(a + bi)(c + di) = (ac − bd) + (bc + ad)i</summary>
    private CompositeSlot ComplexProduct(CompositeSlot left, CompositeSlot right)
    {
        (Value a, Value b, Value c, Value d) = (Component(left, 0), Component(left, 1), Component(right, 0), Component(right, 1));
        Value real = _builder.Scalar(Codes.Subtract, Product(a, c), Product(b, d));
        Value imaginary = _builder.Scalar(Codes.Add, Product(b, c), Product(a, d));
        return left with { Members = [new ScalarSlot(real), new ScalarSlot(imaginary)] };
    }

    private Value Product(Value left, Value right) => _builder.Scalar(Codes.Multiply, left, right);

    private CompositeSlot Cross(CompositeSlot left, CompositeSlot right)
    {
        Value[] a = [.. Flatten(left)], b = [.. Flatten(right)];
        Value Part(int i, int j) => _builder.Scalar(Codes.Subtract, Product(a[i], b[j]), Product(a[j], b[i]));
        return left with { Members = [new ScalarSlot(Part(1, 2)), new ScalarSlot(Part(2, 0)), new ScalarSlot(Part(0, 1))] };
    }

    /// <summary>Hamilton's product, summed in the order of the class library.</summary>
    private CompositeSlot QuaternionProduct(CompositeSlot left, CompositeSlot right)
    {
        Value[] a = [.. Flatten(left)], b = [.. Flatten(right)];
        const int x = 0, y = 1, z = 2, w = 3;
        Slot Sum((int A, int B, bool IsNegative)[] terms)
        {
            Value sum = Product(a[terms[0].A], b[terms[0].B]);
            foreach ((int i, int j, bool isNegative) in terms.Skip(1)) sum = _builder.Scalar(isNegative ? Codes.Subtract : Codes.Add, sum, Product(a[i], b[j]));
            return new ScalarSlot(sum);
        }
        return left with
        {
            Members =
            [
                Sum([(w, x, false), (x, w, false), (y, z, false), (z, y, true)]),
                Sum([(w, y, false), (x, z, true), (y, w, false), (z, x, false)]),
                Sum([(w, z, false), (x, y, false), (y, x, true), (z, w, false)]),
                Sum([(w, w, false), (x, x, true), (y, y, true), (z, z, true)]),
            ],
        };
    }
}
