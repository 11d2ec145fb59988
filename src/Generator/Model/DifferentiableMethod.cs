using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>
/// All that the compiler needs of one annotated method, and the cache key of its file: equal models give equal text.
/// </summary>
/// <param name="Signature">The method in C#.</param>
/// <param name="Request">What is asked for.</param>
/// <param name="Functions">The method's own function first, then the callees that it reaches, in order of first call; empty where it is refused.</param>
/// <param name="Derived">The derivatives of other methods that the functions call.</param>
/// <param name="Refusals">Why it gets no derivative.</param>
internal sealed record DifferentiableMethod(
    MethodSignature Signature,
    DerivativeRequest Request,
    EquatableArray<Function> Functions,
    EquatableArray<DerivedFunction> Derived,
    EquatableArray<Refusal> Refusals);
