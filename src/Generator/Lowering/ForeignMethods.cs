using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>A method with its pullback → the IR's description of both.</summary>
internal static class ForeignMethods
{
    /// <param name="context">The compilation.</param>
    /// <param name="method">The method, constructed.</param>
    /// <param name="pullback">Its pullback, constructed; null where there is none.</param>
    /// <param name="forward">Its forward derivative, constructed; null where there is none.</param>
    /// <param name="within">The type that the generated code stands in.</param>
    public static Foreign? Describe(LoweringContext context, IMethodSymbol method, IMethodSymbol? pullback, IMethodSymbol? forward, INamedTypeSymbol within)
    {
        List<ForeignParameter> own = [];
        foreach (RuleParameter parameter in RuleParameter.Of(method))
        {
            if (Parameter(context, parameter, within) is not { } described) return null;
            own.Add(described);
        }
        List<ForeignLeaf>? results = method.ReturnsVoid ? [] : Leaves(context, method.ReturnType, within);
        if (results is null || (!method.ReturnsVoid && results.Count == 0)) return null;
        bool isPure = !method.ReturnsVoid && NumericTypes.IsNumerics(method.ContainingType) && own.All(parameter => parameter.Role == ForeignRole.Value);
        string result = method.ReturnsVoid ? "void" : Identifiers.TypeName(method.ReturnType);
        Foreign? reverse = pullback is null ? null : Reverse(method, pullback, own, result, results), tangent = null;
        if (forward is not null)
        {
            if (own.Any(parameter => parameter.ResultCount > 0)) return null;
            tangent = Forward(forward, own, result, results);
        }
        return new Foreign(Target(method), own.ToEquatable(), result, results.ToEquatable(), isPure, reverse, Forward: tangent);
    }

    /// <summary>The rule's own parameters are the method's; then the tangents, then that of the result.</summary>
    private static Foreign Forward(IMethodSymbol rule, List<ForeignParameter> own, string result, List<ForeignLeaf> results)
    {
        List<ForeignParameter> all = [.. own.Select((parameter, i) => parameter with { Source = i })];
        for (int i = 0; i < own.Count; i++)
            if (own[i].IsDifferentiable) all.Add(own[i] with { Source = i, Purpose = ForeignPurpose.Tangent, IsKept = false, IsArray = false });
        if (results.Any(leaf => leaf.Kind.IsFloat())) all.Add(new ForeignParameter(ForeignRole.Out, result, "", results.ToEquatable(), Purpose: ForeignPurpose.Tangent));
        return new Foreign(RuleTarget(rule, all.Count), all.ToEquatable(), result, results.ToEquatable(), IsPure: false, null);
    }

    private static string RuleTarget(IMethodSymbol rule, int parameters) => rule.IsStatic
        ? $"{Identifiers.TypeName(rule.ContainingType)}.{Generic(rule)}"
        : $"{{0}}.{Generic(rule)}({string.Join(", ", Enumerable.Range(1, parameters - 1).Select(i => $"{{{i}}}"))})";

    private static Foreign Reverse(IMethodSymbol method, IMethodSymbol pullback, List<ForeignParameter> own, string result, List<ForeignLeaf> results)
    {
        // The pullback's own parameters are the method's: by value or by reference as they are; then the seed, then what is added to.
        var all = new List<ForeignParameter>();
        for (int i = 0; i < own.Count; i++) all.Add(own[i] with { Source = i });
        if (results.Any(leaf => leaf.Kind.IsFloat())) all.Add(new ForeignParameter(ForeignRole.Value, result, results.All(leaf => leaf.Kind.IsFloat()) ? Constructor(method.ReturnType) : "", results.Where(leaf => leaf.Kind.IsFloat()).ToEquatable(), Purpose: ForeignPurpose.Seed));
        for (int i = 0; i < own.Count; i++)
        {
            ForeignParameter parameter = own[i];
            if (!parameter.IsDifferentiable) continue;
            all.Add(parameter with
            {
                Role = parameter.Role == ForeignRole.Storage ? ForeignRole.Storage : ForeignRole.Reference,
                IsWritten = true,
                IsArray = false,
                IsKept = false,
                Purpose = ForeignPurpose.Accumulator,
                Source = i,
            });
        }
        return new Foreign(RuleTarget(pullback, all.Count), all.ToEquatable(), result, results.ToEquatable(), IsPure: false, null);
    }

    private static string Generic(IMethodSymbol method)
        => Identifiers.Escape(method.Name) + (method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Identifiers.TypeName))}>" : "");

    private static string Target(IMethodSymbol method)
    {
        string type = Identifiers.TypeName(method.ContainingType);
        if (method.MethodKind == MethodKind.Constructor) return $"new {type}";
        if (method.MethodKind == MethodKind.PropertyGet) return $"{{0}}.{method.AssociatedSymbol!.Name}";
        if (method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion)
        {
            return method.Name switch
            {
                "op_Addition" => "({0}) + ({1})",
                "op_Subtraction" => "({0}) - ({1})",
                "op_Multiply" => "({0}) * ({1})",
                "op_Division" => "({0}) / ({1})",
                "op_UnaryNegation" => "-({0})",
                _ => $"({Identifiers.TypeName(method.ReturnType)})({{0}})",
            };
        }
        if (method.IsStatic) return $"{type}.{Generic(method)}";
        string rest = string.Join(", ", method.Parameters.Select((parameter, i) => $"{{{i + 1}}}"));
        return $"{{0}}.{Generic(method)}({rest})";
    }

    private static ForeignParameter? Parameter(LoweringContext context, RuleParameter parameter, INamedTypeSymbol within)
    {
        ITypeSymbol type = parameter.Type;
        string name = Identifiers.TypeName(type);
        if (TypeLowerer.TryBuffer(type, out IrType buffer))
        {
            var leaf = new ForeignLeaf(buffer.Kind, "{0}", "{0}");
            return new ForeignParameter(ForeignRole.Storage, name, "", [leaf], IsWritten: type is INamedTypeSymbol { Name: "Span" }, IsArray: type is IArrayTypeSymbol);
        }
        if (TypeLowerer.Scalar(type) == ScalarKind.None && StructLayout.OfStruct(type) is null)
            return TypeLowerer.IsObject(type) || type.TypeKind == TypeKind.Delegate ? new ForeignParameter(ForeignRole.Text, name, "", []) : null;
        if (Leaves(context, type, within) is not { } leaves) return null;
        ForeignRole role = parameter.RefKind switch
        {
            RefKind.Ref => ForeignRole.Reference,
            RefKind.Out => ForeignRole.Out,
            _ => ForeignRole.Value,
        };
        return new ForeignParameter(role, name, type.TypeKind == TypeKind.Enum ? $"({name})({{0}})" : Constructor(type), leaves.ToEquatable());
    }

    /// <summary>How a struct is made of its scalars in one expression; empty where it isn't.</summary>
    private static string Constructor(ITypeSymbol type)
    {
        if (StructLayout.OfStruct(type) is not { } layout || TypeLowerer.Scalar(type) != ScalarKind.None) return "";
        string arguments = string.Join(", ", layout.Fields.Select((_, i) => $"{{{i}}}"));
        bool isFlat = layout.Fields.All(field => TypeLowerer.Scalar(field.Type) != ScalarKind.None);
        if (isFlat && layout.Type.IsTupleType) return $"({arguments})";
        return isFlat && NumericTypes.IsNumerics(type) ? $"new {Identifiers.TypeName(type)}({arguments})" : "";
    }

    private static List<ForeignLeaf>? Leaves(LoweringContext context, ITypeSymbol type, INamedTypeSymbol within)
    {
        var leaves = new List<ForeignLeaf>();
        return Add(context, type, "{0}", "{0}", within, leaves) ? leaves : null;
    }

    private static bool Add(LoweringContext context, ITypeSymbol type, string read, string write, INamedTypeSymbol within, List<ForeignLeaf> leaves)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind != ScalarKind.None)
        {
            leaves.Add(new ForeignLeaf(kind, type.TypeKind == TypeKind.Enum ? $"({kind.Keyword()}){read}" : read, write));
            return true;
        }
        return StructLayout.OfStruct(type) is { } layout
            && layout.Fields.All(field => Add(context, field.Type, FieldPaths.Read(read, layout, field, within, context), FieldPaths.Write(write, layout, field, within, context), within, leaves));
    }
}

/// <summary>A parameter of a method that has a rule; an instance method's receiver comes first.</summary>
internal sealed record RuleParameter(ITypeSymbol Type, RefKind RefKind)
{
    public static IEnumerable<RuleParameter> Of(IMethodSymbol method)
    {
        if (!method.IsStatic && method.MethodKind != MethodKind.Constructor) yield return new RuleParameter(method.ContainingType, RefKind.None);
        foreach (IParameterSymbol parameter in method.Parameters) yield return new RuleParameter(parameter.Type, parameter.RefKind);
    }

    /// <summary>Whether there is a derivative with respect to it.</summary>
    public bool IsDifferentiable => IsFloating(Type) || (TypeLowerer.Element(Type).Type is { } element && IsFloating(element));

    public static bool IsFloating(ITypeSymbol type) => TypeLowerer.Scalar(type) is var kind and not ScalarKind.None
        ? kind.IsFloat()
        : StructLayout.OfStruct(type) is { } layout && layout.Fields.Any(field => IsFloating(field.Type));
}
