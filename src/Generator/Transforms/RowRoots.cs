using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Finds what is stored as the rows of a matrix: expressions of one shape, at one distance from each other in a buffer.
/// <code>
/// j[0] = a * x; j[1] = b; j[2] = c * x; j[3] = 0   ---->   a * x in row 0 and c * x in row 1
/// </code>
/// </summary>
internal sealed class RowRoots
{
    private const int MaxRows = 8;

    /// <summary>How deep expressions are compared.</summary>
    private const int Depth = 3;

    private readonly Function _function;
    private readonly Effects _effects;
    private readonly List<(int Row, Value Stored)[]> _found = [];

    private RowRoots(Function function, Effects effects)
    {
        _function = function;
        _effects = effects;
    }

    /// <summary>What stands one below the other: the stored values with their rows, at least two.</summary>
    public static IReadOnlyList<(int Row, Value Stored)[]> Of(Function function, Effects effects)
    {
        var roots = new RowRoots(function, effects);
        roots.Visit(function.Body);
        return roots._found;
    }

    private void Visit(Region region)
    {
        var stores = new Dictionary<Value, SortedDictionary<long, Value>>();
        var stored = new HashSet<(Value Buffer, Value Stored)>();
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) Visit(nested);
            if (operation is not StoreOp store || _effects.LiteralOf(store.Index) is not { Bits: >= 0 } index) continue;
            if (_function.TypeOf(store.Stored) is not { Lanes: 0, Kind: ScalarKind.Float64 or ScalarKind.Float32 }) continue;
            if (!stores.TryGetValue(store.Buffer, out SortedDictionary<long, Value>? places)) stores[store.Buffer] = places = [];
            // The mirror image of an element says nothing new.
            if (stored.Add((store.Buffer, store.Stored))) places[index.Bits] = store.Stored;
        }
        foreach (KeyValuePair<Value, SortedDictionary<long, Value>> buffer in stores) Find(buffer.Key, buffer.Value);
    }

    /// <summary>The number of rows, one below or beside the other, that makes most of what can be alike so; then all that end in the same operator are.</summary>
    private void Find(Value buffer, SortedDictionary<long, Value> places)
    {
        if (places.Count < 2) return;
        long count = _effects.KnownLength(buffer) ?? places.Keys.Last() + 1;
        // What begins differently in each row is alike at the end only.
        List<Dictionary<long, int>> shapes = [.. Enumerable.Range(0, Depth + 1).Select(depth => places.ToDictionary(place => place.Key, place => ShapeOf(place.Value, depth)))];
        (int Rows, long Distance, double Share) best = default;
        for (int rows = MaxRows; rows >= 2; rows--)
        {
            if (count % rows != 0) continue;
            foreach (long distance in (IEnumerable<long>)(count == rows ? [1] : [count / rows, 1]))
            {
                int alike = shapes.Skip(1).Sum(ofDepth => Alike(places, ofDepth, rows, distance).Sum(group => group.Length - 1));
                double share = (double)alike / (rows - 1) * rows;
                if (share > best.Share) best = (rows, distance, share);
            }
        }
        if (best.Share > 0) _found.AddRange(Alike(places, shapes[0], best.Rows, best.Distance));
    }

    private static List<(int Row, Value Stored)[]> Alike(SortedDictionary<long, Value> places, Dictionary<long, int> shapes, int rows, long distance)
    {
        List<(int Row, Value Stored)[]> found = [];
        foreach (long place in places.Keys)
        {
            // Elements of a block of rows: place = (block * rows + row) * distance + column.
            if (place / distance % rows != 0) continue;
            List<(int Row, long Place)> column = [.. Enumerable.Range(0, rows).Select(row => (row, place + row * distance)).Where(other => shapes.ContainsKey(other.Item2))];
            int shape = column.GroupBy(other => shapes[other.Place]).Where(group => group.Key != 0).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? 0;
            if (shape == 0) continue;
            (int Row, Value Stored)[] alike = [.. column.Where(other => shapes[other.Place] == shape).Select(other => (other.Row, places[other.Place]))];
            if (alike.Length >= 2) found.Add(alike);
        }
        return found;
    }

    /// <summary>The same number for expressions of the same operators; 0 for what isn't computed by one.</summary>
    private int ShapeOf(Value value, int depth)
    {
        switch (_effects.DefinitionOf(value))
        {
            case ScalarOp { IsChecked: false } scalar when Codes.HasLanes(scalar.Code): return Combined(scalar.Code[0] + (31 * scalar.Code.Length), scalar.Arguments, depth);
            case IfOp { Then.Throws: false, Else.Throws: false } branch:
                int place = branch.IfResults.IndexOf(value);
                return Combined(1, [branch.Then.Yields[place], branch.Else.Yields[place]], depth);
            default: return 0;
        }
    }

    /// <summary>The order of operands doesn't count.</summary>
    private int Combined(int code, EquatableArray<Value> values, int depth)
        => depth == 0 ? code : values.Aggregate(code, (hash, value) => unchecked(hash + (31 * (code + 1) * ShapeOf(value, depth - 1))));
}
