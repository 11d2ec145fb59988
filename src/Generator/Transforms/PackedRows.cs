using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Elements that the trips of a nest access in order, without a gap: rows one after the other, each longer or shorter than the one before by 1.
/// <code>
/// for (i = 0; i &lt; n; i++) { for (j = 0; j &lt;= i; j++) … b[next + j] …; next += i + 1 }
/// </code>
/// </summary>
/// <param name="Access">The load or store.</param>
/// <param name="Buffer">What it accesses.</param>
/// <param name="First">The index of the first element.</param>
/// <param name="Length">The length of the first row.</param>
/// <param name="Change">What each row is longer than the one before: 1, or -1.</param>
internal sealed record PackedRows(Operation Access, Value Buffer, Value First, IntegerSum Length, int Change)
{
    /// <summary>Of the loops that stand in the body of a loop over the rows.</summary>
    /// <param name="rows">The loop over the rows, from 0 up.</param>
    /// <param name="effects">The effects of the function's operations.</param>
    public static IEnumerable<PackedRows> Of(ForOp rows, Effects effects)
    {
        if (rows is not { Step: 1, IsInclusive: false, Inits.Count: > 0, Body.Throws: false } || effects.LiteralOf(rows.Lower) is not { Bits: 0 }) yield break;
        HashSet<Value> inside = [.. rows.Body.Parameters];
        foreach (Operation operation in rows.Body.Operations) inside.UnionWith(operation.Results);
        foreach (ForOp row in rows.Body.Operations.OfType<ForOp>())
        {
            if (row is not { Step: 1, Body.Throws: false } || Carried(rows, row, effects) is not { } carried || LengthOf(rows, row, effects, inside) is not { } length) continue;
            Value counter = row.Body.Parameters[0];
            foreach (Operation operation in row.Body.Operations)
            {
                (Value buffer, Value index) = operation.Element;
                if (buffer.IsNone || inside.Contains(buffer) || row.Body.Operations.Any(inner => inner.Results.Contains(buffer)) || !effects.Of(operation).Throws) continue;
                // The index of the row's first trip.
                if (IntegerSum.Of(index, effects).Minus(counter, effects).Plus(row.Lower, effects).Is(rows.Body.Parameters[carried + 1]))
                    yield return new PackedRows(operation, buffer, rows.Inits[carried], length.First, length.Change);
            }
        }
    }

    /// <summary>Which carried integer grows by the length of each row.</summary>
    private static int? Carried(ForOp rows, ForOp row, Effects effects)
    {
        // Bounds the other way round are a row without trips, but a negative difference.
        if (!effects.AreOrdered(row.Lower, row.Upper)) return null;
        IntegerSum length = RowLength(row, effects);
        for (int i = 0; i < rows.Inits.Count; i++)
        {
            if (IntegerSum.Of(rows.Body.Yields[i], effects).Minus(rows.Body.Parameters[i + 1], effects).IsSame(length)) return i;
        }
        return null;
    }

    /// <summary>The length of the first row, and what each is longer than the one before.</summary>
    private static (IntegerSum First, int Change)? LengthOf(ForOp rows, ForOp row, Effects effects, HashSet<Value> inside)
    {
        IntegerSum length = RowLength(row, effects);
        Value counter = rows.Body.Parameters[0];
        if (!length.Counts.TryGetValue(counter, out int change) || change is not (1 or -1)) return null;
        IntegerSum first = change > 0 ? length.Minus(counter, effects) : length.Plus(counter, effects);
        return first.CanBuild && !first.Counts.Keys.Any(inside.Contains) ? (first, change) : null;
    }

    private static IntegerSum RowLength(ForOp row, Effects effects) => IntegerSum.Of(row.Upper, effects).Minus(row.Lower, effects).Plus(row.IsInclusive ? 1 : 0);
}
