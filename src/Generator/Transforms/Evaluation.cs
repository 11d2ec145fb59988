using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>The exceptions that an evaluation may end in.</summary>
[Flags]
internal enum Failures
{
    None = 0,

    /// <summary><c>IndexOutOfRangeException</c>, always with the same message: nobody can tell two of them apart.</summary>
    Index = 1,

    /// <summary>Anything else.</summary>
    Other = 2,
}

/// <summary>What an evaluation reads, writes and throws: decides whether two of them may change places in the text.</summary>
/// <param name="Failures">The exceptions.</param>
/// <param name="IsOpaque">It stays in order with everything that isn't pure.</param>
/// <param name="IsSeen">It writes what the caller can see after an exception.</param>
/// <param name="Reads">Roots of the buffers read.</param>
/// <param name="Writes">Roots of the buffers written.</param>
internal sealed record Evaluation(Failures Failures, bool IsOpaque, bool IsSeen, HashSet<Value> Reads, HashSet<Value> Writes)
{
    public static readonly Evaluation Pure = new(Failures.None, IsOpaque: false, IsSeen: false, [], []);

    public bool IsPure => Failures == Failures.None && !IsOpaque && Reads.Count == 0 && Writes.Count == 0;

    /// <summary>Whether it does nothing but read elements, so that it changes places with others of the kind.</summary>
    public bool OnlyLoads => Failures is Failures.None or Failures.Index && !IsOpaque && Writes.Count == 0;

    public static Evaluation operator +(Evaluation left, Evaluation right)
    {
        if (left.IsPure) return right;
        if (right.IsPure) return left;
        return new(
            left.Failures | right.Failures,
            left.IsOpaque || right.IsOpaque,
            left.IsSeen || right.IsSeen,
            [.. left.Reads, .. right.Reads],
            [.. left.Writes, .. right.Writes]);
    }

    /// <summary>Whether nobody can tell in which order the two were evaluated.</summary>
    public bool CommutesWith(Evaluation other)
    {
        if (IsPure || other.IsPure) return true;
        if (IsOpaque || other.IsOpaque) return false;
        if (Failures != Failures.None && other.Failures != Failures.None && (Failures | other.Failures) != Failures.Index) return false;
        if ((Failures != Failures.None && other.IsSeen) || (other.Failures != Failures.None && IsSeen)) return false;
        return !Writes.Overlaps(other.Reads) && !Writes.Overlaps(other.Writes) && !Reads.Overlaps(other.Writes);
    }
}

/// <summary>Finds the evaluation of each node of a tree, bottom-up.</summary>
internal sealed class EvaluationAnalysis(PrintTree tree)
{
    private readonly Effects _effects = new(tree.Function);

    public Evaluation Visit(PrintRegion region)
    {
        Failures failures = Failures.None;
        bool isOpaque = false, isSeen = false;
        HashSet<Value> reads = [], writes = [];
        foreach (PrintNode node in region.Nodes)
        {
            Evaluation evaluation = node.Regions.Length == 0 ? Own(node.Operation) : Evaluation.Pure;
            foreach (PrintRegion nested in node.Regions) evaluation += Visit(nested);
            node.Evaluation = evaluation;
            failures |= evaluation.Failures;
            isOpaque |= evaluation.IsOpaque;
            isSeen |= evaluation.IsSeen;
            reads.UnionWith(evaluation.Reads);
            writes.UnionWith(evaluation.Writes);
        }
        return new(failures, isOpaque, isSeen, reads, writes);
    }

    private Evaluation Own(Operation operation)
    {
        OperationEffects effects = _effects.Of(operation);
        if (effects == OperationEffects.None) return Evaluation.Pure;
        Failures failures = operation is LoadOp or StoreOp or ScalarOp { Code: Codes.Index } ? Failures.Index : Failures.Other;
        HashSet<Value> writes = RootsOf(effects.Writes);
        return new(
            effects.Throws ? failures : Failures.None,
            effects.IsOpaque || operation is ThrowOp,
            writes.Any(root => tree.Definition(root)?.Operation is not AllocOp),
            RootsOf(effects.Reads),
            writes);
    }

    private HashSet<Value> RootsOf(IEnumerable<Value> buffers) => [.. buffers.SelectMany(buffer => tree.Roots.Of(buffer))];
}
