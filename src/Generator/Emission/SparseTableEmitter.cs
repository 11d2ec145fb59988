using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Emission;

/// <summary>Prints the pattern of a sparse derivative and the plan of its passes.</summary>
internal static class SparseTableEmitter
{
    private const int LineLength = 140;

    public static void Emit(SparseTable table, SourceWriter writer, string attribute)
    {
        writer.Other($"/// <summary>{table.Summary}</summary>");
        writer.Other(attribute);
        writer.Other($"{table.Accessibility} static global::DiffGen.SparsityPattern {table.Pattern} {{ get; }} = new({Number(table.RowCount)}, {Number(table.ColumnCount)},".TrimStart());
        Numbers(writer, table.RowStarts, ",");
        Numbers(writer, table.Columns, ");");
        writer.Blank();
        writer.Other(attribute);
        writer.Other($"private static readonly global::DiffGen.Workspaces.SparsePlan {table.Plan} = global::DiffGen.Workspaces.SparsePlan.{table.Factory}({table.Pattern},");
        Numbers(writer, table.Colours, ");");
        writer.Blank();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Numbers(SourceWriter writer, IEnumerable<int> numbers, string end)
    {
        var line = new StringBuilder("    [");
        bool isFirst = true;
        foreach (int number in numbers)
        {
            if (!isFirst) line.Append(line.Length > LineLength ? "," : ", ");
            if (line.Length > LineLength)
            {
                writer.Other(line.ToString());
                line.Clear().Append("     ");
            }
            line.Append(Number(number));
            isFirst = false;
        }
        writer.Other(line.Append(']').Append(end).ToString());
    }
}
