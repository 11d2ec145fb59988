using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>A number of elements over named extents: a sum of products, <c>outputs * inputs + outputs</c>.</summary>
/// <param name="Terms">In order of first appearance; none for zero.</param>
internal sealed record ShapeSum(EquatableArray<ShapeProduct> Terms)
{
    public static readonly ShapeSum Zero = new(default(EquatableArray<ShapeProduct>));

    /// <summary>The value where no name occurs, saturated; null else.</summary>
    public long? Constant => Terms.Count == 0 ? 0 : Terms.Count == 1 && Terms[0].Names.Count == 0 ? Terms[0].Factor : null;

    public static ShapeSum Of(long value) => value == 0 ? Zero : new ShapeSum([new ShapeProduct(value, default)]);

    /// <param name="name">Position among the names.</param>
    public static ShapeSum Named(int name) => new([new ShapeProduct(1, [name])]);

    public static ShapeSum Product(IEnumerable<ShapeSum> extents) => extents.Aggregate(Of(1), (product, extent) => product.Times(extent));

    public ShapeSum Plus(ShapeSum other)
    {
        List<ShapeProduct> terms = [.. Terms];
        foreach (ShapeProduct term in other.Terms)
        {
            int same = terms.FindIndex(known => known.Names.Equals(term.Names));
            if (same < 0) terms.Add(term);
            else terms[same] = term with { Factor = Saturated(terms[same].Factor, term.Factor, static (a, b) => checked(a + b)) };
        }
        return new ShapeSum(terms.ToEquatable());
    }

    private ShapeSum Times(ShapeSum other)
    {
        ShapeSum product = Zero;
        foreach (ShapeProduct left in Terms)
        {
            foreach (ShapeProduct right in other.Terms)
            {
                long factor = Saturated(left.Factor, right.Factor, static (a, b) => checked(a * b));
                product = product.Plus(new ShapeSum([new ShapeProduct(factor, left.Names.Concat(right.Names).OrderBy(name => name).ToEquatable())]));
            }
        }
        return product;
    }

    /// <summary>With the names replaced by what they are bound to.</summary>
    public ShapeSum Bind(IReadOnlyList<ShapeSum> arguments) => Terms.Aggregate(Zero, (sum, term)
        => sum.Plus(Of(term.Factor).Times(Product(term.Names.Select(name => name < arguments.Count ? arguments[name] : Of(1))))));

    /// <summary>The sum as C# text.</summary>
    /// <param name="names">What the names are called.</param>
    /// <param name="cast">Before each product: <c>(long)</c> or nothing.</param>
    public string Text(IReadOnlyList<string> names, string cast = "")
    {
        if (Terms.Count == 0) return "0";
        return string.Join(" + ", Terms.Select(term =>
        {
            IEnumerable<string> factors = term.Names.Select(name => names[name]);
            if (term.Factor != 1 || term.Names.Count == 0) factors = factors.Prepend(term.Factor.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return cast + string.Join(" * ", factors);
        }));
    }

    private static long Saturated(long left, long right, Func<long, long, long> operation)
    {
        try
        {
            return operation(left, right);
        }
        catch (OverflowException)
        {
            return long.MaxValue;
        }
    }
}

/// <summary>A product of named extents.</summary>
/// <param name="Factor">A positive constant.</param>
/// <param name="Names">Positions among the names, ascending.</param>
internal sealed record ShapeProduct(long Factor, EquatableArray<int> Names);
