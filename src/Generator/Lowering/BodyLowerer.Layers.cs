using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Layers: a slice of the parameters and extents. Their parameters are windows on it at offsets that are computed from
/// the extents, or known where the model binds them; their methods are lowered in the place of their call.
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>A layer that the method gets, or is called on.</summary>
    private CompositeSlot ParameterLayer(LayerInfo layer, string name, List<Value> values)
    {
        string own = name == "this" ? LocalName(layer.Type.Name) : name;
        Value slice = Parameter(new IrType(layer.Kind, IrShape.ReadOnlyBuffer), own, values);
        return Layer(layer, slice, [.. layer.ExtentProperties.Select(extent => Parameter(IrType.Int32, Joined(name, extent), values))]);
    }

    /// <summary>A layer of the model: its extents are constants.</summary>
    private CompositeSlot OwnedLayer(LayerInfo layer, ModelProperty parameter)
    {
        Value slice = Slice(_modelBuffer, _builder.Int32(parameter.Offset), _builder.Int32(parameter.Length));
        _builder.Name(slice, LocalName(parameter.Name));
        return Layer(layer, slice, [.. parameter.Layer!.Arguments.Select(argument => _builder.Int32(argument))]);
    }

    /// <summary><c>new Dense(parameters, outputs, inputs)</c>, which checks its arguments.</summary>
    private CompositeSlot NewLayer(LayerInfo layer, IMethodSymbol? constructor, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        if (constructor is null || !LayerLowerer.IsOwnConstructor(layer, constructor) || arguments[0] is not BufferSlot { Buffer: var slice })
            throw Refuse(syntax, $"this way to make a '{layer.Type.Name}'", "call the generated constructor: its parameters, then its extents");
        Value[] extents = [.. arguments.Skip(1).Select(argument => ((ScalarSlot)argument).Value)];
        const string guard = "global::DiffGen.Workspaces.Guard";
        for (int i = 0; i < extents.Length; i++)
            _builder.Add(new OpaqueOp(Value.None, $"{guard}.Positive({{0}}, \"{layer.Extents[i]}\")", [extents[i]], IsStateful: true));
        string length = layer.Length.Text([.. Enumerable.Range(1, extents.Length).Select(i => $"{{{i}}}")], "(long)");
        _builder.Add(new OpaqueOp(Value.None, $"{guard}.Length({{0}}, checked({length}), \"parameters\")", extents.Prepend(_builder.Length(slice)).ToEquatable(), IsStateful: true));
        return Layer(layer, slice, extents);
    }

    private static CompositeSlot Layer(LayerInfo layer, Value slice, IReadOnlyList<Value> extents)
        => new(new LayerComposite(layer), extents.Select(extent => (Slot)new ScalarSlot(extent)).Prepend(new BufferSlot(slice)).ToEquatable());

    /// <summary>The layer that stands at a place, or null.</summary>
    private CompositeSlot? LayerAt(Place place, IOperation syntax) => place switch
    {
        VariablePlace { Key: var key } when _environment.Entry(key) is MarkerSlot { Kind: LayerComposite } => _environment.Get(key) as CompositeSlot,
        ValuePlace { Value: CompositeSlot { Kind: LayerComposite } layer } => layer,
        PropertyPlace { Property.Type: var type } when _context.Layers.Find(Actual(type)) is not null => Read(place, syntax) as CompositeSlot,
        _ => null,
    };

    /// <summary>A generated member of a layer; null for any other.</summary>
    private Place? LayerMember(CompositeSlot slot, IPropertySymbol symbol)
    {
        LayerInfo layer = ((LayerComposite)slot.Kind).Layer;
        if (layer.ExtentProperties.Contains(symbol.Name)) return new ValuePlace(slot[symbol.Name]);
        if (layer.Find(symbol) is not { } parameter) return null;
        var slice = (BufferSlot)slot[LayerComposite.Slice];
        Value offset = Evaluate(parameter.Offset, slot);
        if (parameter.Role == LayerParameterRole.Scalar) return new ElementPlace(slice, offset);
        Value view = Slice(slice.Buffer, offset, Evaluate(parameter.Length, slot));
        // Two layers have parameters of the same names: hiddenW, outputW.
        _builder.Name(view, Joined(_builder.NameOf(slice.Buffer), symbol.Name));
        return new ValuePlace(parameter.Layer is null ? new BufferSlot(view) : Layer(parameter.Layer, view, [.. parameter.Shape.Select(extent => Evaluate(extent, slot))]));
    }

    /// <summary>An extent or a parameter of a layer: what nothing changes while the layer stays.</summary>
    private bool IsLayerMember(IPropertySymbol property) => _context.Layers.Find(property.ContainingType) is { } layer
        && (layer.ExtentProperties.Contains(property.Name) || layer.Find(property) is not null);

    /// <summary>A number of elements, from a layer's extents.</summary>
    private Value Evaluate(ShapeSum sum, CompositeSlot layer)
    {
        IReadOnlyList<string> extents = ((LayerComposite)layer.Kind).Layer.ExtentProperties;
        return sum.Terms.Count == 0
            ? _builder.Int32(0)
            : sum.Terms.Select(Product).Aggregate((left, right) => _builder.Scalar(Codes.Add, left, right));

        Value Product(ShapeProduct term)
        {
            IEnumerable<Value> factors = term.Names.Select(name => ((ScalarSlot)layer[extents[name]]).Value);
            if (term.Factor != 1 || term.Names.Count == 0) factors = factors.Prepend(_builder.Int32((int)term.Factor));
            return factors.Aggregate((left, right) => _builder.Scalar(Codes.Multiply, left, right));
        }
    }
}
