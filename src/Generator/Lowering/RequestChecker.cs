using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>What is refused because of what is asked for: forms, options, parameter and result types, names.</summary>
internal static class RequestChecker
{
    /// <summary>The forms that this version emits.</summary>
    private const DerivativeForms Emitted = DerivativeForms.Gradient | DerivativeForms.Pullback | DerivativeForms.Jvp | DerivativeForms.Jacobian | DerivativeForms.Hessian | DerivativeForms.Hvp
        | DerivativeForms.SparseJacobian | DerivativeForms.SparseHessian;

    public static DerivativeRequest Check(
        IMethodSymbol method, AttributeData attribute, SyntaxNode declaration, Location place, MethodSignature signature, RefusalList notes, CancellationToken cancellation)
    {
        Location options = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? place;
        DerivativeForms forms = Forms(attribute);
        if (forms == DerivativeForms.None) notes.Add(options, Descriptors.NotEmittedYet, "[Differentiable] with no derivative", "name Derivatives.Gradient or Derivatives.Pullback");
        foreach (DerivativeForms form in System.Enum.GetValues(typeof(DerivativeForms)).Cast<DerivativeForms>())
        {
            if (form != DerivativeForms.None && (forms & form & ~Emitted) != 0)
                notes.Add(options, Descriptors.NotEmittedYet, $"Derivatives.{form}", "ask for the dense form");
        }
        foreach (KeyValuePair<string, TypedConstant> option in attribute.NamedArguments)
        {
            if (option is { Key: "FloatingPoint", Value.Value: not 0 })
                notes.Add(options, Descriptors.NotEmittedYet, "FloatingPoint.Fast", "leave it out for strict arithmetic");
        }
        int unrollLimit = UnrollLimit(attribute);
        if (unrollLimit < 0)
            notes.Add(options, Descriptors.UnsupportedMethod, method.Name, "its UnrollLimit is negative; give a number of operations, or 0 to unroll nothing");
        if (SyntaxText.NotPartial(method.ContainingType, cancellation) is { } type)
            notes.Add(place, Descriptors.TypeNotPartial, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), method.Name);
        CheckParameters(method, declaration, signature, options, notes, cancellation);
        return new DerivativeRequest(forms, unrollLimit);
    }

    private static int UnrollLimit(AttributeData attribute)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "UnrollLimit").Value.Value is int limit ? limit : 0;

    public static DerivativeForms Forms(AttributeData attribute) => attribute.ConstructorArguments is [{ Value: int forms }]
        ? (DerivativeForms)forms
        : attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Derivatives").Value.Value is int named ? (DerivativeForms)named : DerivativeForms.Gradient;

    private static void CheckParameters(IMethodSymbol method, SyntaxNode declaration, MethodSignature signature, Location attribute, RefusalList notes, CancellationToken cancellation)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            IParameterSymbol symbol = method.Parameters[i];
            SignatureParameter parameter = signature.Parameters[i];
            Location place = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation).GetLocation() ?? declaration.GetLocation();
            string type = symbol.Type.ToDisplayString();
            if (parameter.Role == ParameterRole.Opaque && !parameter.IsConstant && UnsupportedParameter(symbol.Type) is { } reason)
                notes.Add(place, Descriptors.UnsupportedParameter, symbol.Name, type, reason);
            if (parameter.Role != ParameterRole.Opaque && !parameter.IsConstant && HiddenContent(symbol.Type) is { } hidden)
                notes.Add(place, Descriptors.UnsupportedParameter, symbol.Name, type, hidden);
            if (symbol.RefKind is RefKind.Ref or RefKind.Out && parameter.Role == ParameterRole.Opaque)
                notes.Add(place, Descriptors.UnsupportedParameter, symbol.Name, type, "only numbers and structs of numbers are passed by reference; pass it by value");
            if (parameter.IsBatch && parameter.Role != ParameterRole.Buffer && !symbol.Type.IsUnmanagedType)
                notes.Add(place, Descriptors.InvalidBatch, symbol.Name, "a sample must be a value of unmanaged type, a span or a one-dimensional array");
            if (parameter.IsBatch && symbol.RefKind != RefKind.None)
                notes.Add(place, Descriptors.InvalidBatch, symbol.Name, "it is passed by reference; pass it by value");
            if (parameter.IsBatch && parameter.Role == ParameterRole.Opaque)
                notes.Add(place, Descriptors.InvalidBatch, symbol.Name, "samples of this type have no derivative; use numbers, bools, enums, structs and spans of them");
            CheckShape(symbol, parameter, place, notes);
        }
        bool isModel = signature.Model is { Length: > 0 };
        if (!isModel && !signature.Derivatives.Any(parameter => parameter.IsDifferentiable) && method.Parameters.All(parameter => UnsupportedParameter(parameter.Type) is null))
            notes.Add(attribute, Descriptors.NoDifferentiableParameter, method.Name);
    }

    private static void CheckShape(IParameterSymbol symbol, SignatureParameter parameter, Location place, RefusalList notes)
    {
        if (KnownAttributes.Find(symbol, KnownAttributes.Shape) is not { } shape) return;
        if (parameter.Role != ParameterRole.Buffer) notes.Add(place, Descriptors.InvalidShape, symbol.Name, "only spans and arrays have a shape");
        else if (ParameterShape.Of(shape) is not { Length: > 0 } extents || ParameterShape.Length(extents) < 0)
            notes.Add(place, Descriptors.InvalidShape, symbol.Name, "every extent must be positive, and their product an array length");
    }

    /// <summary>Why values of a type can't be a parameter; null where they are constants or supported.</summary>
    private static string? UnsupportedParameter(ITypeSymbol type)
    {
        if (TypeLowerer.Scalar(type) != ScalarKind.None || TypeLowerer.TryBuffer(type, out _) || TypeLowerer.IsScalarGrid(type, out _)) return null;
        if (TypeLowerer.IsJagged(type, out _)) return null;
        if (type is IArrayTypeSymbol array) return HoldsFloats(array.ElementType) ? "arrays of arrays are of numbers, and two deep; pass a flat array or a T[,]" : null;
        if (TypeLowerer.IsSpan(type)) return TypeLowerer.TryElements(type, out _) ? null : "pass spans of numbers or of structs of numbers";
        if (type.SpecialType == SpecialType.System_Decimal) return "decimal has no derivative; use double, or mark it [NoDiff]";
        if (type is INamedTypeSymbol { Name: "Half" or "Memory" or "ReadOnlyMemory" } named && TypeLowerer.IsSystem(named)) return "it has no derivative; use double, float, arrays and spans, or mark it [NoDiff]";
        if (TypeLowerer.IsInlineArray(type, out _, out _)) return HoldsFloats(type) ? "pass an inline array as a Span<T> or ReadOnlySpan<T>, to which it converts" : null;
        if (type.TypeKind == TypeKind.Struct && !LayerInfo.IsLayer(type))
        {
            if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) return HoldsFloats(type) ? "a nullable number has no derivative; pass the value, or mark it [NoDiff]" : null;
            return HoldsFloats(type) ? "its fields can't be reached from here; pass them, or mark it [NoDiff]" : null;
        }
        if (type is INamedTypeSymbol { TypeArguments.Length: > 0 } collection && collection.TypeArguments.Any(argument => TypeLowerer.Scalar(argument).IsFloat())
            && collection.AllInterfaces.Any(item => item.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            return "collections of floating values have no derivative; pass an array or span, or mark it [NoDiff]";
        }
        if (type.TypeKind is TypeKind.Pointer or TypeKind.Dynamic) return "it has no derivative; use double, float, arrays and spans";
        return null;
    }

    /// <summary>Floating content of a struct that is no field of it: behind an array or span.</summary>
    private static string? HiddenContent(ITypeSymbol type)
    {
        StructLayout? layout = StructLayout.OfStruct(type) ?? StructLayout.OfStruct(TypeLowerer.Element(type).Type);
        if (layout is { HasCaptured: true }) return "it captures a parameter of its primary constructor, which can't be reached from here; store it in a field or property";
        foreach (StructField field in layout?.Fields ?? [])
        {
            if (ParameterLeaves.IsNoDiff(field)) continue;
            if (TypeLowerer.IsInlineArray(field.Type, out _, out _) && HoldsFloats(field.Type)) return $"its field '{field.Name}' is an inline array; pass that as a span of its own, or mark the field [NoDiff]";
            if (TypeLowerer.Element(field.Type).Type is { } element && HoldsFloats(element)) return $"its field '{field.Name}' is an array or span; pass that as a parameter of its own, or mark the field [NoDiff]";
            if (HiddenContent(field.Type) is { } inner) return inner;
        }
        return null;
    }

    private static bool HoldsFloats(ITypeSymbol type) => type switch
    {
        _ when TypeLowerer.Scalar(type) is var kind and not ScalarKind.None => kind.IsFloat(),
        IArrayTypeSymbol array => HoldsFloats(array.ElementType),
        ITypeParameterSymbol parameter => NumberTypes.IsFloating(parameter),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } named => named.TypeArguments.Any(HoldsFloats)
            || named.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && !SymbolEqualityComparer.Default.Equals(field.Type, type) && HoldsFloats(field.Type)),
        _ => false,
    };

    /// <summary>What depends on the result's type and on what the body writes.</summary>
    public static void CheckResult(IMethodSymbol method, MethodSignature signature, DerivativeRequest request, Location place, RefusalList notes)
    {
        bool isScalar = signature.ReturnKind.IsFloat();
        if (!isScalar && (request.Forms & DerivativeForms.Gradient) != 0)
        {
            notes.Add(place, Descriptors.UnsupportedResult, method.Name, signature.ReturnType, "a gradient", method.ReturnsVoid
                ? "it returns nothing; ask for Derivatives.Pullback, or return a double"
                : "return double or float");
        }
        foreach (DerivativeForms form in new[] { DerivativeForms.Hessian, DerivativeForms.Hvp, DerivativeForms.SparseHessian })
        {
            if (!isScalar && (request.Forms & form) != 0)
                notes.Add(place, Descriptors.UnsupportedResult, method.Name, signature.ReturnType, form == DerivativeForms.Hvp ? "a Hessian-vector product" : "a Hessian", "return double or float");
        }
        CheckShapes(method, signature, request, place, notes);
        if (!isScalar && signature.Output is null && (request.Forms & (DerivativeForms.Jacobian | DerivativeForms.SparseJacobian)) != 0)
            notes.Add(place, Descriptors.UnsupportedResult, method.Name, signature.ReturnType, "a Jacobian", "return double or float, or write the outputs into one span parameter");
        bool isStruct = signature.Results.Count > 0 && signature.Results.All(leaf => leaf.Kind != ScalarKind.None);
        if (!isScalar && !method.ReturnsVoid && !((isStruct || signature.HasArrayResult) && signature.HasFloatResult) && (request.Forms & (DerivativeForms.Pullback | DerivativeForms.Jvp)) != 0)
            notes.Add(place, Descriptors.UnsupportedResult, method.Name, signature.ReturnType, (request.Forms & DerivativeForms.Pullback) != 0 ? "a pullback" : "a Jvp", ResultAdvice(method.ReturnType));
        if (!signature.Parameters.Any(parameter => parameter.IsBatch)) return;
        if (!isScalar) notes.Add(place, Descriptors.InvalidBatch, method.Name, "a batched method returns double or float");
        foreach (SignatureParameter parameter in signature.Inputs.Where(parameter => parameter.IsWritten))
            notes.Add(place, Descriptors.InvalidBatch, method.Name, $"it writes its parameter '{parameter.Name}'; write into a local array or span");
    }

    /// <summary>Where a matrix has elements is found at compile time, of inputs and outputs whose number is known.</summary>
    private static void CheckShapes(IMethodSymbol method, MethodSignature signature, DerivativeRequest request, Location place, RefusalList notes)
    {
        bool isJacobian = (request.Forms & DerivativeForms.SparseJacobian) != 0;
        if (!isJacobian && (request.Forms & DerivativeForms.SparseHessian) == 0) return;
        foreach (SignatureParameter parameter in signature.Inputs.Where(parameter => parameter.IsDifferentiable && (!parameter.IsWritten || (isJacobian && ReferenceEquals(parameter, signature.Output)))))
        {
            bool isMixed = parameter.Leaves.Any(leaf => !leaf.IsConstant && leaf.Type.Kind != signature.OutputKind);
            if (!isMixed && parameter.Role is (ParameterRole.Scalar or ParameterRole.Struct)) continue;
            IParameterSymbol? symbol = method.Parameters.FirstOrDefault(symbol => Identifiers.Escape(symbol.Name) == parameter.Name);
            string reason = isMixed ? "sparse derivatives are of one type of number: make all of them double, or all float" : parameter.Role != ParameterRole.Buffer || parameter.Leaves.Count != 1
                ? "sparse derivatives are of numbers and of spans and arrays of numbers"
                : "sparse derivatives need to know its length: write [Shape(n)]";
            if (reason.StartsWith("sparse derivatives are", System.StringComparison.Ordinal) || parameter.ShapeLength < 0)
                notes.Add(symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().GetLocation() ?? place, Descriptors.InvalidShape, parameter.Name, reason);
        }
    }

    private static string ResultAdvice(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" } => "write into a Span<T> parameter, or return double[] or float[]",
        _ => "return double, float, a struct of them, an array of them, or nothing",
    };

    /// <summary>Generated members that the type can't take.</summary>
    public static void CheckNames(IMethodSymbol method, MethodSignature signature, DerivativeRequest request, Location place, RefusalList notes)
    {
        foreach ((DerivativeForms form, string name) in new[] { (DerivativeForms.SparseJacobian, DerivativeNames.SparseJacobian), (DerivativeForms.SparseHessian, DerivativeNames.SparseHessian) })
        {
            if ((request.Forms & form) == 0) continue;
            string pattern = DerivativeNames.Pattern(signature.Name, name);
            if (method.ContainingType.GetMembers(pattern).FirstOrDefault(member => !KnownAttributes.IsGenerated(member)) is { } taken)
                notes.Add(place, Descriptors.NameTaken, pattern, method.Name, $"a member '{taken.ToDisplayString()}'");
            if (method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other => !SymbolEqualityComparer.Default.Equals(other, method) && !SymbolEqualityComparer.Default.Equals(other.PartialImplementationPart, method) && !SymbolEqualityComparer.Default.Equals(other.PartialDefinitionPart, method)
                && KnownAttributes.Find(other, KnownAttributes.Differentiable) is { } attribute && (Forms(attribute) & form) != 0) is { } overload)
            {
                notes.Add(place, Descriptors.NameTaken, pattern, method.Name, $"that of the overload '{overload.ToDisplayString()}'");
            }
        }
        foreach (string name in DerivativeNames.All(signature, request))
        {
            if (method.ContainingType.Name == name) notes.Add(place, Descriptors.NameTaken, name, method.Name, "that name itself");
            foreach (ISymbol member in method.ContainingType.GetMembers(name))
            {
                if (member is IMethodSymbol { IsImplicitlyDeclared: false } other && other.DeclaringSyntaxReferences.Length > 0 && !KnownAttributes.IsGenerated(other))
                {
                    if (SameTypes(other, signature, name)) notes.Add(place, Descriptors.NameTaken, name, method.Name, $"a method '{other.ToDisplayString()}' with these parameter types");
                }
                else if (member is not IMethodSymbol)
                {
                    notes.Add(place, Descriptors.NameTaken, name, method.Name, $"a member '{member.ToDisplayString()}'");
                }
            }
        }
    }


    private static bool SameTypes(IMethodSymbol other, MethodSignature signature, string name)
        => other.Arity == (signature.Generics?.Parameters.Count ?? 0) && other.Parameters.Select(parameter => Identifiers.TypeName(parameter.Type)).SequenceEqual(DerivativeNames.ParameterTypes(signature, name));
}
