using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.Sparsity;

/// <summary>
/// Columns of a matrix in groups that one product with a vector of zeros and ones tells apart: the number of groups is the
/// number of passes. Greedy, in the order of the columns, which is deterministic and optimal for bands.
/// </summary>
/// <remarks>A. H. Gebremedhin, F. Manne, A. Pothen, "What color is your Jacobian? Graph coloring for computing derivatives",
/// SIAM Review 47 (2005): distance-2 colouring of the columns (algorithm 3.1) and star colouring (algorithm 4.1).</remarks>
internal static class Colouring
{
    /// <summary>Columns of one colour have no row in common.</summary>
    public static int[] OfColumns(Pattern pattern)
    {
        IReadOnlyList<int[]> columns = pattern.Transposed().Rows;
        int[] colours = [.. Enumerable.Repeat(-1, pattern.ColumnCount)];
        var seen = new Stamps(pattern.ColumnCount);
        for (int column = 0; column < colours.Length; column++)
        {
            seen.Next();
            foreach (int row in columns[column])
                foreach (int other in pattern.Rows[row])
                    if (colours[other] >= 0) seen.Mark(colours[other]);
            colours[column] = columns[column].Length == 0 ? 0 : seen.First();
        }
        return colours;
    }

    /// <summary>
    /// Of a symmetric matrix: neighbours differ, and so do the ends of every path of four: of each element i, j one of the
    /// products' entries i of j's colour and j of i's colour is the element alone.
    /// </summary>
    public static int[] OfSymmetric(Pattern pattern)
    {
        int n = pattern.ColumnCount;
        int[] colours = [.. Enumerable.Repeat(-1, n)];
        var seen = new Stamps(n + 1);
        for (int v = 0; v < n; v++)
        {
            seen.Next();
            foreach (int w in Neighbours(pattern, v))
            {
                if (colours[w] >= 0) seen.Mark(colours[w]);
                // Two neighbours of one colour: nothing beyond them may have v's.
                bool isTwice = colours[w] >= 0 && Neighbours(pattern, v).Any(other => other != w && colours[other] == colours[w]);
                foreach (int x in Neighbours(pattern, w))
                {
                    if (x == v || colours[x] < 0) continue;
                    // A path v - w - x: with w not coloured yet, the ends must differ; else x may not have another neighbour of w's colour.
                    if (colours[w] < 0 || isTwice || Neighbours(pattern, x).Any(y => y != w && colours[y] == colours[w])) seen.Mark(colours[x]);
                }
            }
            colours[v] = seen.First();
        }
        return colours;
    }

    /// <summary>Whether each element stands alone in one of the two products that it is in.</summary>
    public static bool IsDirect(Pattern pattern, int[] colours)
    {
        for (int i = 0; i < pattern.RowCount; i++)
        {
            foreach (int j in pattern.Rows[i])
                if (pattern.Rows[i].Count(k => colours[k] == colours[j]) > 1 && pattern.Rows[j].Count(k => colours[k] == colours[i]) > 1) return false;
        }
        return true;
    }

    private static IEnumerable<int> Neighbours(Pattern pattern, int v) => pattern.Rows[v].Where(other => other != v);

    /// <summary>Marks that are gone at the next step.</summary>
    private sealed class Stamps(int count)
    {
        private readonly int[] _stamps = new int[count + 1];
        private int _now;

        public void Next() => _now++;

        public void Mark(int index) => _stamps[index] = _now;

        /// <summary>The smallest number that isn't marked.</summary>
        public int First()
        {
            int first = 0;
            while (_stamps[first] == _now) first++;
            return first;
        }
    }
}
