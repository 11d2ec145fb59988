using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Where an operation appears in the text.</summary>
internal enum Placement
{
    /// <summary>At its own place.</summary>
    Statement,

    /// <summary>Inside the one expression that uses it.</summary>
    Inline,

    /// <summary>Inside every expression that uses it: constants and lengths.</summary>
    Everywhere,

    /// <summary>Nowhere.</summary>
    Dead,
}

/// <summary>How an <see cref="IfOp"/> is printed.</summary>
internal enum IfForm
{
    Statement,

    /// <summary><c>?:</c>, <c>&amp;&amp;</c> or <c>||</c>.</summary>
    Expression,

    /// <summary><c>t = other; if (c) t = …;</c></summary>
    PresetElse,

    /// <summary><c>t = other; if (!c) t = …;</c></summary>
    PresetThen,

    /// <summary>The last statement: each side assigns the results of the method and returns.</summary>
    Tail,
}

/// <summary>Where an <see cref="AllocOp"/> takes its memory.</summary>
internal enum Storage
{
    None,

    /// <summary><c>stackalloc</c> at the entry of the method.</summary>
    Stack,

    /// <summary>The same, cleared where the operation stands.</summary>
    ClearedStack,

    /// <summary>The runtime's workspace.</summary>
    Workspace,
}

/// <summary>A place in the order of execution.</summary>
internal readonly record struct Site(int Position, PrintRegion Region);

/// <summary>An operation and what the printing passes find out about it.</summary>
internal sealed class PrintNode(Operation operation, PrintRegion region, int position)
{
    private List<CopyStep>? _initialCopies;

    public Operation Operation { get; } = operation;

    public PrintRegion Region { get; } = region;

    /// <summary>When the operands are read; results exist right after.</summary>
    public int Position { get; } = position;

    /// <summary>When all of a control operation is over.</summary>
    public int End { get; set; } = position;

    public PrintRegion[] Regions { get; set; } = [];

    public Placement Placement { get; set; }

    public IfForm IfForm { get; set; }

    public Storage Storage { get; set; }

    /// <summary>Whether the memory is filled before it is read: it needs no zeros.</summary>
    public bool IsFilled { get; set; }

    /// <summary>Whether the element is accessed without a check of the index.</summary>
    public bool IsUnchecked { get; set; }

    /// <summary>For a loop that runs on several elements at a time: their type.</summary>
    public ScalarKind Lanes { get; set; }

    /// <summary>Whether such a loop's last trips are the ones that fill whole registers, instead of its first.</summary>
    public bool IsLanesAtEnd { get; set; }

    /// <summary>For a loop that does nothing but this: what it copies where.</summary>
    public (Value Source, Value Target)? Copied { get; set; }

    /// <summary>A <c>while</c> whose flag (the index of a carried value) is tested only after the body, else -1.</summary>
    public int DoWhileFlag { get; set; } = -1;

    /// <summary>What such a loop tests.</summary>
    public Value DoWhileCondition { get; set; } = Value.None;

    /// <summary>The expression that the operation stands in, where it is inlined into an operation.</summary>
    public PrintNode? Consumer { get; set; }

    /// <summary>The region that yields it, where it is inlined into a yield.</summary>
    public PrintRegion? YieldedBy { get; set; }

    /// <summary>Everything that happens in it, nested regions included.</summary>
    public Evaluation Evaluation { get; set; } = Evaluation.Pure;

    /// <summary>The evaluation of the whole expression: its own and that of what is inlined into it.</summary>
    public Evaluation Tree { get; set; } = Evaluation.Pure;

    /// <summary>About how many characters the expression takes.</summary>
    public int Width { get; set; }

    /// <summary>Whether the expression contains <c>?:</c>.</summary>
    public bool IsConditional { get; set; }

    /// <summary>Whether the expression calls a function.</summary>
    public bool IsCall { get; set; }

    /// <summary>Whether it waits for the operation that uses it, to be inlined there.</summary>
    public bool IsPending { get; set; }

    /// <summary>The compound store <c>b[i] += x</c> that it may be a part of.</summary>
    public PrintNode? Compound { get; set; }

    /// <summary>Variables declared without a value right before the statement.</summary>
    public IReadOnlyList<Variable> Declarations { get; private set; } = [];

    /// <summary>For a loop: how the carried variables get their first values.</summary>
    public List<CopyStep> InitialCopies => _initialCopies ??= [];

    /// <summary>Adds to <see cref="Declarations"/>.</summary>
    public void Declare(Variable variable) => Declarations = [.. Declarations, variable];

    public bool IsLoopNode => Operation is ForOp or WhileOp;

    /// <summary>A write of the carried variables of a loop happens here.</summary>
    public int InitialWrite => Position + 1;
}

/// <summary>A region and what the printing passes find out about it.</summary>
internal sealed class PrintRegion(Region region, PrintRegion? parent, PrintNode? owner, int index)
{
    public Region Region { get; } = region;

    public PrintRegion? Parent { get; } = parent;

    public PrintNode? Owner { get; } = owner;

    /// <summary>Which of its owner's regions it is.</summary>
    public int Index { get; } = index;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public List<PrintNode> Nodes { get; } = [];

    /// <summary>When the yields are read.</summary>
    public int YieldPosition { get; set; }

    /// <summary>When the yields are assigned.</summary>
    public int WritePosition => YieldPosition + 1;

    public bool IsInLoop { get; } = parent is not null && (parent.IsInLoop || owner!.Operation is ForOp or WhileOp);

    /// <summary>Whether control comes back to it.</summary>
    public bool IsLoop => Owner?.Operation is ForOp or WhileOp;

    /// <summary>The region whose C# block its statements are printed in.</summary>
    public PrintRegion? MergedInto { get; set; }

    /// <summary>The innermost C# block around it.</summary>
    public PrintRegion Scope => MergedInto is null ? this : MergedInto.Scope;

    /// <summary>How the yields get into their variables.</summary>
    public List<CopyStep> Copies { get; } = [];

    /// <summary>What its block takes from the workspace is given back at its end: the variable of the mark.</summary>
    public Variable? Mark { get; set; }
}

/// <summary><c>target = source</c>, one of the sequential copies that a parallel one becomes.</summary>
/// <param name="Target">What is assigned.</param>
/// <param name="Source">The value copied, unless it was saved.</param>
/// <param name="Saved">The temporary that holds the value copied, or null.</param>
internal sealed record CopyStep(Variable Target, Value Source, Variable? Saved);
