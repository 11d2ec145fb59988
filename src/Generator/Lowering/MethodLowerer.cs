using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// An annotated method → its model: signature, request, and the functions it reaches. The generator keeps the model, the
/// analyzer the places; both make the same call.
/// </summary>
internal static class MethodLowerer
{
    public static LoweredMethod Lower(Compilation compilation, IMethodSymbol method, AttributeData attribute, CancellationToken cancellation)
    {
        (compilation, method, attribute) = Within(Surface.Of(compilation, cancellation), compilation, method, attribute, cancellation);
        LoweredMethod lowered = LowerIn(compilation, method, attribute, cancellation);
        if (!lowered.IsIncomplete) return lowered;
        Compilation complete = Surface.WithDerivatives(compilation, cancellation);
        if (ReferenceEquals(complete, compilation)) return lowered;
        (compilation, method, attribute) = Within(complete, compilation, method, attribute, cancellation);
        return LowerIn(compilation, method, attribute, cancellation);
    }

    /// <summary>The same method in another compilation.</summary>
    private static (Compilation Compilation, IMethodSymbol Method, AttributeData Attribute) Within(Compilation complete, Compilation compilation, IMethodSymbol method, AttributeData attribute, CancellationToken cancellation)
        => !ReferenceEquals(complete, compilation) && Surface.Find(complete, method, cancellation) is { } same
            ? (complete, same, KnownAttributes.Find(same, KnownAttributes.Differentiable) ?? attribute)
            : (compilation, method, attribute);

    /// <summary>As the compilation stands: generated methods that aren't there make the result incomplete.</summary>
    public static LoweredMethod LowerIn(Compilation compilation, IMethodSymbol method, AttributeData attribute, CancellationToken cancellation)
        => LowerAs(LoweringContext.For(compilation), method, attribute, null, method.ContainingType, [], cancellation);

    /// <summary>A method whose derivative another one calls: nothing is generated for it, but both are differentiated.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">Which derivative is called.</param>
    /// <param name="within">The type of the method that calls it.</param>
    /// <param name="chain">The methods whose derivatives ask for this one.</param>
    /// <param name="cancellation">Stops it.</param>
    public static LoweredMethod LowerDerived(LoweringContext context, IMethodSymbol method, string form, INamedTypeSymbol within, IReadOnlyList<IMethodSymbol> chain, CancellationToken cancellation)
    {
        DerivativeForms forms = form is DerivativeNames.Jvp or DerivativeNames.Jacobian ? DerivativeForms.Jvp | DerivativeForms.Hvp : DerivativeForms.Gradient | DerivativeForms.Hvp;
        return LowerAs(context, method, KnownAttributes.Find(method, KnownAttributes.Differentiable)!, forms, within, chain, cancellation);
    }

    private static LoweredMethod LowerAs(
        LoweringContext context, IMethodSymbol method, AttributeData attribute, DerivativeForms? forms, INamedTypeSymbol within, IReadOnlyList<IMethodSymbol> chain, CancellationToken cancellation)
    {
        method = method.PartialImplementationPart ?? method;
        var refusals = new List<LocatedRefusal>();
        var notes = new RefusalList(refusals);
        SyntaxNode declaration = method.DeclaringSyntaxReferences.First().GetSyntax(cancellation);
        Location place = (declaration as MethodDeclarationSyntax)?.Identifier.GetLocation() ?? declaration.GetLocation();
        Location attributePlace = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? place;
        MethodSignature signature = SignatureLowerer.Lower(context, method);
        var request = new DerivativeRequest(DerivativeForms.None);
        ReachedFunctions reached = ReachedFunctions.None;
        try
        {
            if (!context.HasRuntime) notes.Add(place, Descriptors.RuntimeMissing, method.Name);
            request = RequestChecker.Check(method, attribute, declaration, place, signature, notes, cancellation);
            if (forms is { } others) request = new DerivativeRequest(others);
            if (MethodKinds.Refuse(method, declaration) is { } reason)
            {
                notes.Add(attributePlace, Descriptors.UnsupportedMethod, method.Name, reason);
            }
            else
            {
                reached = Closure.Lower(context, method, declaration, request, !signature.HasFloatResult, within, chain, notes, cancellation);
                if (reached.Functions.Count > 0)
                {
                    signature = WithWritten(signature, reached);
                    reached = reached with { Functions = [WithShapes(reached.Functions[0], signature), .. reached.Functions.Skip(1)] };
                    signature = signature with { Accessors = Accessors(context, signature, reached).ToEquatable() };
                    foreach (FieldAccessor accessor in signature.Accessors.Where(accessor => accessor.TypeParameters == FieldAccessor.Unmatched))
                        notes.Add(attributePlace, Descriptors.UnsupportedMethod, method.Name, $"fields of '{accessor.Owner.Replace("global::", "")}' can't be set from here, with its type parameters; make them public and assignable");
                }
                if (forms is null)
                {
                    RequestChecker.CheckResult(method, signature, request, place, notes);
                    RequestChecker.CheckNames(method, signature, request, place, notes);
                }
            }
        }
        catch (RefusalException refusal) when (refusal.Refusal is not null)
        {
            notes.Add(refusal.Refusal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            notes.Add(place, Descriptors.InternalError, method.Name, $"{exception.GetType().Name}: {exception.Message}");
        }
        List<LocatedRefusal> named = [.. refusals.Select(refusal => refusal with { Refusal = Named(refusal.Refusal, method.Name) })];
        var model = new DifferentiableMethod(
            signature,
            request,
            named.Count > 0 ? default : reached.Functions.ToEquatable(),
            named.Count > 0 ? default : reached.Derived.ToEquatable(),
            named.Select(refusal => refusal.Refusal).ToEquatable());
        return new LoweredMethod(model, named, reached.IsIncomplete);
    }

    private static Refusal Named(Refusal refusal, string method)
        => refusal with { Arguments = refusal.Arguments.Select(argument => argument.Replace(BodyLowerer.EntryName, method)).ToEquatable() };

    /// <summary>The shapes that the entry checks are known lengths inside; the fields of structs are as many; a reference refers to one element.</summary>
    private static Function WithShapes(Function function, MethodSignature signature)
    {
        List<int> lengths = [.. function.Lengths];
        int next = 0;
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            int first = next;
            foreach (ParameterLeaf leaf in parameter.Leaves)
            {
                bool isSibling = parameter.Role == ParameterRole.Buffer && next > first, isLengths = parameter.Role == ParameterRole.Rows && next == first + 2;
                lengths[next++] = parameter.Role == ParameterRole.Reference ? 1 : !leaf.Type.IsBuffer ? -1 : parameter.ShapeLength >= 0 ? parameter.ShapeLength : isSibling ? Function.SameAs(first) : isLengths ? Function.SameAs(first + 1) : -1;
            }
        }
        return function with { Lengths = lengths.ToEquatable() };
    }

    /// <summary>Marks the parameters that the method or a callee writes.</summary>
    private static MethodSignature WithWritten(MethodSignature signature, ReachedFunctions reached)
    {
        HashSet<int> written = WrittenParameters.Of(reached.Functions)[reached.Functions[0].Name];
        int next = 0;
        SignatureParameter Mark(SignatureParameter parameter)
        {
            bool isWritten = false;
            foreach (ParameterLeaf _ in parameter.Leaves) isWritten |= written.Contains(next++);
            return parameter with { IsWritten = isWritten || parameter is { Role: ParameterRole.Reference, Modifier: "ref" or "out" } };
        }
        SignatureParameter? self = signature.This is null ? null : Mark(signature.This);
        return signature with { This = self, Parameters = signature.Parameters.Select(Mark).ToEquatable(), Fields = reached.Functions.SelectMany(Fields).Concat(reached.Derived.SelectMany(derived => derived.Of.Signature.Fields)).Distinct().ToEquatable() };
    }

    /// <summary>The accessors that the signature or a function mentions.</summary>
    private static IEnumerable<FieldAccessor> Accessors(LoweringContext context, MethodSignature signature, ReachedFunctions reached)
    {
        IEnumerable<string> texts = signature.Inputs.SelectMany(parameter => parameter.Leaves).SelectMany(leaf => (IEnumerable<string>)[leaf.Binding, leaf.Member, leaf.Type.Of?.Read ?? "", leaf.Type.Of?.Write ?? ""])
            .Concat(signature.Results.SelectMany(leaf => (IEnumerable<string>)[leaf.Read, leaf.Member]))
            .Concat(reached.Functions.SelectMany(function => function.Body.All()).Select(operation => operation switch
            {
                OpaqueOp opaque => opaque.Template,
                ThrowOp thrown => thrown.Template,
                _ => "",
            }));
        const string prefix = FieldPaths.AccessorClass + ".";
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            for (int at = text.IndexOf(prefix, StringComparison.Ordinal); at >= 0; at = text.IndexOf(prefix, at + 1, StringComparison.Ordinal))
                names.Add(text.Substring(at + prefix.Length, text.IndexOf('(', at) - at - prefix.Length));
        }
        return names.Select(name => context.Accessors[name]).Concat(reached.Derived.SelectMany(derived => derived.Of.Signature.Accessors)).Distinct();
    }

    /// <summary>Array fields of the type itself and static ones; what stands behind another object isn't reached for at entry.</summary>
    private static IEnumerable<FieldBuffer> Fields(Function function) => function.Body.All()
        .OfType<OpaqueOp>()
        .Where(read => !read.Result.IsNone && read.Arguments.Count == 0 && function.TypeOf(read.Result).IsBuffer)
        .Where(read => !read.Template.StartsWith("this.", StringComparison.Ordinal) || read.Template.LastIndexOf('.') == 4)
        .Where(read => read.Template.StartsWith("this.", StringComparison.Ordinal) || read.Template.StartsWith("global::", StringComparison.Ordinal))
        .Select(read => new FieldBuffer(read.Template.Replace("{{", "{").Replace("}}", "}"), function.TypeOf(read.Result).Of?.Type ?? function.TypeOf(read.Result).Kind.Keyword()));
}

/// <summary>A lowered method, and where its refusals are.</summary>
/// <param name="Model">What the compiler needs.</param>
/// <param name="Refusals">Why there is no derivative, and where.</param>
/// <param name="IsIncomplete">Whether it was refused because generated methods that it calls weren't there.</param>
internal sealed record LoweredMethod(DifferentiableMethod Model, IReadOnlyList<LocatedRefusal> Refusals, bool IsIncomplete = false);

/// <summary>Collects refusals.</summary>
internal sealed class RefusalList(List<LocatedRefusal> refusals)
{
    public void Add(Location location, DiagnosticDescriptor rule, params string[] arguments)
        => Add(new LocatedRefusal(new Refusal(rule.Id, new EquatableArray<string>(arguments)), location));

    public void Add(LocatedRefusal refusal)
    {
        if (!refusals.Contains(refusal)) refusals.Add(refusal);
    }
}
