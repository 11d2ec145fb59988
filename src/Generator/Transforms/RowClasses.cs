using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Numbers the values of rows by what they are made of: those of a group have one number, and so has the same operation on the same numbers.
/// <code>
/// a, b of one group; c = a * x; d = c + y; e = b * x; f = e + y   ---->   c and e are alike, d and f are
/// </code>
/// </summary>
/// <param name="rows">The rows that each value serves, as bits.</param>
internal sealed class RowClasses(int[] rows)
{
    private readonly Dictionary<Value, int> _numbers = [];
    private readonly Dictionary<(int Region, string Code, int Left, int Right), (int Number, List<Value> Values)> _known = [];
    private readonly List<List<Value>> _all = [];
    private int _regions;

    /// <summary>What is alike, one value of each row at most, in the order of definition.</summary>
    public IEnumerable<IReadOnlyList<Value>> Alike => _all.Where(values => values.Count > 1);

    /// <summary>Values that are known to be alike.</summary>
    public void Add(IReadOnlyList<Value> values)
    {
        int number = rows.Length + _numbers.Count;
        foreach (Value value in values) _numbers[value] = number;
    }

    public void Visit(Region region)
    {
        int place = _regions++;
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) Visit(nested);
            if (operation is not ScalarOp { IsChecked: false } scalar || !Codes.HasLanes(scalar.Code) || _numbers.ContainsKey(scalar.Result) || !IsOne(rows[scalar.Result.Id])) continue;
            int left = NumberOf(scalar.Arguments[0]), right = NumberOf(scalar.Arguments[scalar.Arguments.Count - 1]);
            if (scalar.Code is Codes.Add or Codes.Multiply && left > right) (left, right) = (right, left);
            if (!_known.TryGetValue((place, scalar.Code, left, right), out (int Number, List<Value> Values) known))
            {
                known = (rows.Length + _numbers.Count, []);
                _known.Add((place, scalar.Code, left, right), known);
                _all.Add(known.Values);
            }
            _numbers[scalar.Result] = known.Number;
            if (known.Values.TrueForAll(value => rows[value.Id] != rows[scalar.Result.Id])) known.Values.Add(scalar.Result);
        }
    }

    /// <summary>Whether of rows as bits there is one.</summary>
    public static bool IsOne(int bits) => bits != 0 && (bits & (bits - 1)) == 0;

    private int NumberOf(Value value) => _numbers.TryGetValue(value, out int number) ? number : value.Id;
}
