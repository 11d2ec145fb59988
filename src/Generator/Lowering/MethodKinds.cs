using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>The kinds of method that have no derivative, and why.</summary>
internal static class MethodKinds
{
    /// <summary>Why a method can't be <c>[Differentiable]</c>; null if it can.</summary>
    public static string? Refuse(IMethodSymbol method, SyntaxNode declaration)
    {
        INamedTypeSymbol type = method.ContainingType;
        bool isFinal = method.IsSealed || type.IsSealed || type.IsValueType;
        return method switch
        {
            { MethodKind: MethodKind.LocalFunction } => "a local function has no siblings; make it a method of a partial class",
            { MethodKind: MethodKind.ExplicitInterfaceImplementation } => "it is an explicit interface implementation; make it an ordinary method",
            { MethodKind: not MethodKind.Ordinary } => "it isn't an ordinary method; move the body to one",
            { IsAbstract: true } => "it is abstract; annotate a method with a body",
            { IsVirtual: true } or { IsOverride: true } when !isFinal => "it can be overridden, and its derivative would bypass the override; seal the method or its type",
            { IsExtern: true } => "it is extern; write a method with a body",
            { IsAsync: true } => "it is async; make it synchronous",
            _ when method.ReturnType is INamedTypeSymbol { TypeKind: TypeKind.Interface } && IsIterator(declaration) => "it is an iterator; fill an array or span instead",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns by reference; return the value",
            _ when NumberTypes.Of(method).Count > 1 => "it has two floating type parameters; leave one, and write the other as double or float",
            { IsStatic: false } when type.TypeKind == TypeKind.Interface => "it is an instance method of an interface; make it static",
            { IsStatic: false } when type.IsRefLikeType && !LayerInfo.IsLayer(type) => "instance methods of ref structs are not emitted yet; make it static with the values as parameters",
            _ when KnownAttributes.Has(method, KnownAttributes.FixedPoint) && !HasLoop(declaration) => "it is marked [FixedPoint] and has no loop; leave the attribute out, or mark the method that iterates",
            _ when type.IsFileLocal => "its type is file-local; generated code is in another file",
            _ when type is { IsExtension: true } => "it is in an extension block; make it an ordinary static method",
            _ when declaration is MethodDeclarationSyntax { Body: null, ExpressionBody: null } => "it has no body; give it one",
            _ when declaration is MethodDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.UnsafeKeyword) => "it is unsafe; use spans",
            _ => null,
        };
    }

    private static bool HasLoop(SyntaxNode declaration) => declaration.DescendantNodes().Any(node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax);

    private static bool IsIterator(SyntaxNode declaration) => declaration
        .DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(node => node is YieldStatementSyntax);
}
