using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Objects, and elements of arrays and collections, that are only read: C# text in which an index is the mark of a value.
/// <code>
/// foreach (Term t in this.terms) … t.Rate …   ---->   for (i…) … read `this.terms[{0}].Rate`(i) …
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    private const string MarkEdge = "\u0001";

    private static readonly Regex s_mark = new($"{MarkEdge}(\\d+){MarkEdge}");

    /// <summary>A value as a part of an object's path.</summary>
    private static string Mark(Value value) => $"{MarkEdge}{value.Id}{MarkEdge}";

    public static bool HasMarks(string path) => path.Contains(MarkEdge);

    /// <summary>Turns the marks of a template into arguments behind those that it has.</summary>
    private static EquatableArray<Value> Marked(ref string template, IEnumerable<Value> arguments)
    {
        List<Value> all = [.. arguments];
        template = s_mark.Replace(template, mark =>
        {
            var value = new Value(int.Parse(mark.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
            int index = all.IndexOf(value);
            if (index < 0)
            {
                index = all.Count;
                all.Add(value);
            }
            return $"{{{index}}}";
        });
        return all.ToEquatable();
    }

    private void AddOpaque(Value result, string template, IEnumerable<Value> arguments, bool isStateful)
    {
        EquatableArray<Value> all = Marked(ref template, arguments);
        _builder.Add(new OpaqueOp(result, template, all, isStateful));
    }

    private void AddThrow(string template, IEnumerable<Value> arguments)
    {
        EquatableArray<Value> all = Marked(ref template, arguments);
        _builder.Add(new ThrowOp(template, all));
    }

    /// <summary>An element of an array or collection that is only read: a number, struct or object.</summary>
    private Slot Item(IOperation syntax, ObjectSlot read, ITypeSymbol type, Value index, string name) => ReadObject(syntax, type, $"{read.Path}[{Mark(index)}]", name);

    private Value Count(ObjectSlot read, string property) => Opaque(IrType.Int32, $"{read.Path}.{property}", LocalName(property));

    /// <summary>An element of a list, dictionary or other collection that is only read.</summary>
    private Slot LowerItem(IPropertyReferenceOperation item, ObjectSlot collection)
    {
        var arguments = new List<Value>();
        List<string> texts = [.. item.Arguments.Select(argument => PassiveText(argument.Value, arguments))];
        return ReadObject(item, Actual(item.Property.Type)!, $"{collection.Path}[{string.Join(", ", texts.Select(text => Raw(text, arguments)))}]", "item");
    }

    /// <summary>An array of structs that is only read: a buffer per field.</summary>
    private Slot ReadElements(ITypeSymbol type, Projection? projection, string path, string name)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None) return new BufferSlot(Opaque(new IrType(kind, IrShape.ReadOnlyBuffer, projection), path, name));
        if (StructLayout.OfStruct(type) is not { } layout) return new PoisonSlot();
        projection ??= new Projection(Identifiers.TypeName(type), "{0}", "{0}");
        return new CompositeSlot(new ElementsComposite(layout), layout.Fields
            .Select(field => ReadElements(field.Type, FieldPaths.Into(projection, layout, field, _method.ContainingType, _context), path, name + field.Name)).ToEquatable());
    }

    /// <summary>A template as a path: its arguments become marks, its braces plain ones.</summary>
    private static string Raw(string template, List<Value> arguments)
    {
        var path = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i])
            {
                path.Append(template[i++]);
            }
            else if (template[i] == '{')
            {
                int end = template.IndexOf('}', i);
                path.Append(Mark(arguments[int.Parse(template.Substring(i + 1, end - i - 1), System.Globalization.CultureInfo.InvariantCulture)]));
                i = end;
            }
            else
            {
                path.Append(template[i]);
            }
        }
        return path.ToString();
    }

    /// <summary>What a foreach over a collection that is only read takes: its number of elements, and their type.</summary>
    private (string Count, ITypeSymbol Type)? Items(IOperation collection) => Actual(collection.Type) switch
    {
        IArrayTypeSymbol { Rank: 1 } array => ("Length", array.ElementType),
        { SpecialType: SpecialType.System_String } => ("Length", _context.Compilation.GetSpecialType(SpecialType.System_Char)),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } type when Indexer(type) is { } indexer
            && AllMembers(type, "Count").OfType<IPropertySymbol>().Any(property => property.Type.SpecialType == SpecialType.System_Int32) => ("Count", indexer.Type),
        _ => null,
    };

    private static IPropertySymbol? Indexer(INamedTypeSymbol type) => AllMembers(type, "this[]").OfType<IPropertySymbol>()
        .FirstOrDefault(property => property.Parameters is [{ Type.SpecialType: SpecialType.System_Int32 }]);

    private static IEnumerable<ISymbol> AllMembers(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            foreach (ISymbol member in current.GetMembers(name)) yield return member;
        foreach (INamedTypeSymbol contract in type.AllInterfaces)
            foreach (ISymbol member in contract.GetMembers(name)) yield return member;
    }
}
