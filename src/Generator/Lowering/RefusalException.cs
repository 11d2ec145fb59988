using System;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Ends the lowering of a statement that can't be differentiated. Caught per statement, so that one method reports all its refusals.</summary>
internal sealed class RefusalException(LocatedRefusal? refusal) : Exception
{
    /// <summary>Null where it has been reported already.</summary>
    public LocatedRefusal? Refusal { get; } = refusal;

    public static RefusalException At(SyntaxNode syntax, DiagnosticDescriptor rule, params string[] arguments)
        => new(new LocatedRefusal(new Refusal(rule.Id, new EquatableArray<string>(arguments)), syntax.GetLocation()));
}

/// <summary>A refusal and its place; the place never enters the pipeline.</summary>
internal sealed record LocatedRefusal(Refusal Refusal, Location Location)
{
    /// <summary>The expression in another file that a call leads to.</summary>
    public Location? Additional { get; init; }
}
