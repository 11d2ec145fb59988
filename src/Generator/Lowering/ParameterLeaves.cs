using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// What a parameter is taken apart into. The order is that of the function's parameters, which <see cref="BodyLowerer"/>
/// defines by the same walk over the same layouts.
/// </summary>
internal static class ParameterLeaves
{
    public static (ParameterRole Role, string ElementType, List<ParameterLeaf> Leaves) Of(LoweringContext context, IMethodSymbol method, IParameterSymbol parameter, string name)
    {
        ITypeSymbol type = parameter.Type;
        string typeName = Identifiers.TypeName(type);
        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            List<ParameterLeaf> storage = OfStorage(context, method, type, $"new global::System.Span<{typeName}>(ref {name})", IrShape.Buffer);
            return (storage.Count > 0 ? ParameterRole.Reference : ParameterRole.Opaque, typeName, storage);
        }
        (ITypeSymbol? element, IrShape shape) = TypeLowerer.Element(type);
        if (TypeLowerer.TryBuffer(type, out IrType buffer)) return (ParameterRole.Buffer, Identifiers.TypeName(element!), [new ParameterLeaf(buffer, name, "{0}", "{0}", !buffer.Kind.IsFloat())]);
        if (TypeLowerer.TryElements(type, out _)) return (ParameterRole.Buffer, Identifiers.TypeName(element!), OfStorage(context, method, element!, name, shape));
        if (TypeLowerer.IsScalarGrid(type, out int rank))
        {
            ScalarKind kind = TypeLowerer.Scalar(((IArrayTypeSymbol)type).ElementType);
            List<ParameterLeaf> leaves = [new ParameterLeaf(new IrType(kind, IrShape.Buffer), $"global::DiffGen.Workspaces.Guard.Elements({name})", "{0}", "{0}", !kind.IsFloat())];
            for (int i = 0; i < rank; i++) leaves.Add(new ParameterLeaf(IrType.Int32, $"{name}.GetLength({i})", "", "", true));
            return (ParameterRole.Grid, Identifiers.TypeName(((IArrayTypeSymbol)type).ElementType), leaves);
        }
        if (IsRows(parameter, out ScalarKind number))
        {
            List<ParameterLeaf> rows =
            [
                new ParameterLeaf(new IrType(number, IrShape.Buffer), StorageOfRows("Elements", name), "{0}", "{0}", false),
                new ParameterLeaf(new IrType(ScalarKind.Int32, IrShape.ReadOnlyBuffer), StorageOfRows("Starts", name), "", "", true),
                new ParameterLeaf(new IrType(ScalarKind.Int32, IrShape.ReadOnlyBuffer), StorageOfRows("Lengths", name), "", "", true),
            ];
            return (ParameterRole.Rows, number.Keyword(), rows);
        }
        if (TypeLowerer.IsJagged(type, out ScalarKind constant)) return (ParameterRole.Opaque, constant.Keyword(), []);
        if (context.Layers.Find(type) is { } layer) return (ParameterRole.Layer, layer.Kind.Keyword(), OfLayer(layer, name));
        List<ParameterLeaf> values = OfValue(context, method, type, name);
        ParameterRole role = TypeLowerer.Scalar(type) != ScalarKind.None ? ParameterRole.Scalar : StructLayout.OfStruct(type) is not null && values.Count > 0 ? ParameterRole.Struct : ParameterRole.Opaque;
        return (role, typeName, values);
    }

    /// <summary>Whether a parameter is an array of arrays that has a derivative; any other is read where it stands, as a constant.</summary>
    public static bool IsRows(IParameterSymbol parameter, out ScalarKind kind)
        => TypeLowerer.IsJagged(parameter.Type, out kind) && kind.IsFloat() && parameter.RefKind is not (RefKind.Ref or RefKind.Out)
            && !KnownAttributes.Has(parameter, KnownAttributes.NoDiff) && !KnownAttributes.Has(parameter, KnownAttributes.Batch);

    /// <summary>The rows one after the other, or where they start, in the workspace.</summary>
    private static string StorageOfRows(string member, string name) => $"global::DiffGen.Workspaces.JaggedArrays.{member}({name}, {GeneratedMethod.WorkspaceMark})";

    /// <summary>A layer: its slice, which has a derivative and isn't written, and its extents.</summary>
    public static List<ParameterLeaf> OfLayer(LayerInfo layer, string name) =>
    [
        new ParameterLeaf(new IrType(layer.Kind, IrShape.ReadOnlyBuffer), $"{name}.{ModelNames.LayerParameters}", "{0}", "{0}", false),
        .. layer.ExtentProperties.Select(extent => new ParameterLeaf(IrType.Int32, $"{name}.{Identifiers.Escape(extent)}", "", "", true)),
    ];

    /// <summary>A value of a scalar or struct type.</summary>
    public static List<ParameterLeaf> OfValue(LoweringContext context, IMethodSymbol method, ITypeSymbol type, string binding)
    {
        var leaves = new List<ParameterLeaf>();
        Value(context, method, type, binding, "{0}", "{0}", false, leaves);
        return leaves;
    }

    private static void Value(LoweringContext context, IMethodSymbol method, ITypeSymbol type, string binding, string read, string member, bool isConstant, List<ParameterLeaf> leaves)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None)
        {
            leaves.Add(new ParameterLeaf(new IrType(kind), type.TypeKind == TypeKind.Enum ? $"({kind.Keyword()}){binding}" : binding, type.TypeKind == TypeKind.Enum ? $"({kind.Keyword()}){read}" : read, member, isConstant || !kind.IsFloat()));
            return;
        }
        if (member != "{0}" && TypeLowerer.TryBuffer(type, out IrType buffer))
        {
            leaves.Add(new ParameterLeaf(buffer, binding, read, member, true));
            return;
        }
        if (StructLayout.OfStruct(type) is not { } layout) return;
        foreach (StructField field in layout.Fields)
        {
            Value(
                context, method, field.Type,
                FieldPaths.Read(binding, layout, field, method.ContainingType, context),
                FieldPaths.Read(read, layout, field, method.ContainingType, context),
                FieldPaths.Write(member, layout, field, method.ContainingType, context),
                isConstant || IsNoDiff(field), leaves);
        }
    }

    /// <summary>Storage of scalars or structs.</summary>
    public static List<ParameterLeaf> OfStorage(LoweringContext context, IMethodSymbol method, ITypeSymbol type, string binding, IrShape shape)
    {
        var leaves = new List<ParameterLeaf>();
        Storage(context, method, type, null, binding, shape, false, leaves);
        return leaves;
    }

    private static void Storage(LoweringContext context, IMethodSymbol method, ITypeSymbol type, Projection? projection, string binding, IrShape shape, bool isConstant, List<ParameterLeaf> leaves)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None)
        {
            leaves.Add(new ParameterLeaf(new IrType(kind, shape, projection), binding, "{0}", "{0}", isConstant || !kind.IsFloat()));
            return;
        }
        if (StructLayout.OfStruct(type) is not { } layout) return;
        projection ??= new Projection(Identifiers.TypeName(type), "{0}", "{0}");
        foreach (StructField field in layout.Fields)
            Storage(context, method, field.Type, FieldPaths.Into(projection, layout, field, method.ContainingType, context), binding, shape, isConstant || IsNoDiff(field), leaves);
    }

    public static bool IsNoDiff(StructField field) => field.Symbol is { } symbol
        && (KnownAttributes.Has(symbol, KnownAttributes.NoDiff) || (symbol.AssociatedSymbol is { } property && IsNoDiff(property)));

    /// <summary>On a positional record's parameter it counts for its property.</summary>
    private static bool IsNoDiff(ISymbol property) => KnownAttributes.Has(property, KnownAttributes.NoDiff)
        || property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Any(parameter => parameter.Name == property.Name && KnownAttributes.Has(parameter, KnownAttributes.NoDiff));
}
