using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Patterns, as conditions. What a pattern tests after another is evaluated only where that one matched.</summary>
internal sealed partial class BodyLowerer
{
    private Value Matches(Slot value, IPatternOperation pattern)
    {
        if (value is PoisonSlot) throw new RefusalException(null);
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return IsConstant(value, constant.Value);
            case IRelationalPatternOperation relational when value is ScalarSlot scalar:
                return _builder.Scalar(Operators.Binary(relational.OperatorKind)!, scalar.Value, ConstantFor(relational.Value, scalar.Value));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return AndThen(Matches(value, both.LeftPattern), both.RightPattern, () => Matches(value, both.RightPattern));
            case IBinaryPatternOperation either:
                Value left = Matches(value, either.LeftPattern), right = Matches(value, either.RightPattern);
                return _builder.Scalar(Codes.Or, left, right);
            case INegatedPatternOperation negated:
                return _builder.Scalar(Codes.Not, Matches(value, negated.Pattern));
            case IDiscardPatternOperation:
                return _builder.Bool(true);
            case IDeclarationPatternOperation declaration:
                return Declares(value, declaration);
            case ITypePatternOperation type:
                return IsType(value, type.MatchedType, type);
            case IRecursivePatternOperation recursive:
                return Matches(value, recursive);
            case IListPatternOperation list when IsStorage(value):
                return Matches(value, list);
            default:
                throw Refuse(pattern, "this pattern", "use constant, relational, logical, property, tuple and list patterns on numbers, bools, enums and structs");
        }
    }

    /// <summary>A condition that is tested only where another holds; what can't fail or be declared inside is tested anyway.</summary>
    private Value AndThen(Value condition, IPatternOperation pattern, System.Func<Value> then, bool mayFail = false)
    {
        DeclareInside(pattern);
        if (_builder.Operations.LastOrDefault() is ConstantOp { Literal: { Kind: ScalarKind.Bool, Bits: 1 } } known && known.Result == condition) return then();
        bool isTest = pattern is IConstantPatternOperation or IRelationalPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation or IRelationalPatternOperation };
        if (isTest && !mayFail)
            return _builder.Scalar(Codes.And, condition, then());
        return ((ScalarSlot)BranchValue(condition, () => new ScalarSlot(then()), () => new ScalarSlot(_builder.Bool(false)))).Value;
    }

    private Value Declares(Slot value, IDeclarationPatternOperation declaration)
    {
        bool matchesAll = declaration.MatchesNull || value is not ObjectSlot;
        Value matches = matchesAll ? _builder.Bool(true) : IsType(value, declaration.MatchedType ?? declaration.NarrowedType, declaration);
        if (declaration.DeclaredSymbol is ILocalSymbol variable) Bind(variable, Narrowed(value, declaration.MatchedType));
        return matches;
    }

    private static Slot Narrowed(Slot value, ITypeSymbol? type)
        => value is ObjectSlot read && type is not null && !SymbolEqualityComparer.Default.Equals(type, read.Type) ? new ObjectSlot($"(({Identifiers.TypeName(type)}){read.Path})", type) : value;

    /// <summary><c>value is Type</c></summary>
    private Value IsType(Slot value, ITypeSymbol type, IOperation syntax) => value switch
    {
        ObjectSlot read => Opaque(IrType.Bool, $"{read.Path} is {Identifiers.TypeName(Actual(type)!)}", ""),
        CompositeSlot { Kind: InstanceComposite instance } => _builder.Bool(_context.Compilation.ClassifyCommonConversion(instance.Layout.Type, Actual(type)!) is { Exists: true, IsImplicit: true }),
        CompositeSlot or ScalarSlot => _builder.Bool(true),
        _ => throw Unsupported(syntax),
    };

    /// <summary>Property, positional and tuple patterns.</summary>
    private Value Matches(Slot value, IRecursivePatternOperation pattern)
    {
        Value matches = value is ObjectSlot ? IsType(value, pattern.MatchedType, pattern) : _builder.Bool(true);
        value = Narrowed(value, pattern.MatchedType);
        if (pattern.DeclaredSymbol is ILocalSymbol variable) Bind(variable, value);
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            IReadOnlyList<Slot> parts = Deconstructed(value, pattern.DeconstructionSubpatterns.Length, pattern);
            for (int i = 0; i < parts.Count; i++)
            {
                Slot part = parts[i];
                IPatternOperation inner = pattern.DeconstructionSubpatterns[i];
                matches = AndThen(matches, inner, () => Matches(part, inner));
            }
        }
        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            // A member of an object is read only where the object is one.
            matches = AndThen(matches, property.Pattern, MemberMatches, mayFail: value is ObjectSlot);

            Value MemberMatches()
            {
                _receivers.Push(new ValuePlace(value));
                try
                {
                    return Matches(Lower(property.Member), property.Pattern);
                }
                finally
                {
                    _receivers.Pop();
                }
            }
        }
        return matches;
    }

    /// <summary><c>[a, .., b]</c>: the length first, then the elements from both ends.</summary>
    private Value Matches(Slot storage, IListPatternOperation list)
    {
        int slice = list.Patterns.ToList().FindIndex(pattern => pattern is ISlicePatternOperation);
        int required = list.Patterns.Length - (slice < 0 ? 0 : 1);
        Value length = LengthOf(OfKnownLength(storage));
        Value matches = _builder.Scalar(slice < 0 ? Codes.Equal : Codes.GreaterOrEqual, length, _builder.Int32(required));
        for (int i = 0; i < list.Patterns.Length; i++)
        {
            IPatternOperation pattern = list.Patterns[i];
            int position = i;
            bool isAfter = slice >= 0 && i > slice;
            DeclareInside(pattern);
            matches = ((ScalarSlot)BranchValue(matches, () => new ScalarSlot(Part()), () => new ScalarSlot(_builder.Bool(false)))).Value;

            Value Part()
            {
                if (pattern is ISlicePatternOperation { Pattern: var inner })
                    return inner is null ? _builder.Bool(true) : Matches(Slice(storage, _builder.Int32(position), _builder.Scalar(Codes.Subtract, length, _builder.Int32(required))), inner);
                Value index = isAfter ? _builder.Scalar(Codes.Subtract, length, _builder.Int32(list.Patterns.Length - position)) : _builder.Int32(position);
                return Matches(Read(new ElementPlace(storage, index), pattern), pattern);
            }
        }
        if (list.DeclaredSymbol is ILocalSymbol variable) Bind(variable, storage);
        return matches;
    }

    /// <summary>A pattern matches NaN, which equals nothing: <c>x is double.NaN   ---->   x != x</c>.</summary>
    private Value IsConstant(Slot value, IOperation constant)
    {
        switch (value)
        {
            case ScalarSlot scalar when constant.ConstantValue.Value is double.NaN or float.NaN:
                return _builder.Scalar(Codes.NotEqual, scalar.Value, scalar.Value);
            case ScalarSlot scalar:
                return _builder.Scalar(Codes.Equal, scalar.Value, ConstantFor(constant, scalar.Value));
            case ObjectSlot read when constant.ConstantValue is { HasValue: true }:
                return Opaque(IrType.Bool, $"{read.Path} is {ConstantText(Unconverted(constant))}", "");
            default:
                throw Unsupported(constant);
        }
    }

    private Value ConstantFor(IOperation constant, Value value)
    {
        ScalarKind kind = _builder.TypeOf(value).Kind;
        return constant.ConstantValue is { HasValue: true, Value: { } known } ? _builder.Constant(Literals.Of(kind, known)) : throw Unsupported(constant);
    }
}
