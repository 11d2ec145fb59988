namespace DiffGen.Optimizers;

/// <summary>Splits a flat buffer into layers.</summary>
internal static class LayerTable
{
    /// <summary>The layers, in the order of the buffer; all of it as one vector where there is no layout.</summary>
    /// <param name="layout">What is where, if that is known.</param>
    /// <param name="length">The length of the buffer.</param>
    /// <returns>The layers without those that are empty.</returns>
    /// <exception cref="ArgumentException">The layout has another length, or its parameters overlap or leave elements out.</exception>
    public static Layer[] Of(ParameterLayout? layout, int length)
    {
        if (layout is null)
            return length == 0 ? [] : [new Layer(0, 1, length)];
        if (layout.Length != length)
        {
            throw new ArgumentException(
                $"'parameters' must have length {layout.Length}, as in the layout, but has length {length}", "parameters");
        }

        CheckCovered(layout);
        return [.. layout.Entries.ToArray().Where(entry => entry.Length > 0).OrderBy(entry => entry.Offset).Select(LayerOf)];
    }

    /// <summary>Refuses a layout in which an element belongs to no parameter or to several.</summary>
    /// <param name="layout">The layout.</param>
    /// <exception cref="ArgumentException">It is one.</exception>
    public static void CheckCovered(ParameterLayout layout)
    {
        int end = 0;
        foreach (ParameterInfo entry in layout.Entries.ToArray().Where(entry => entry.Length > 0).OrderBy(entry => entry.Offset))
        {
            if (entry.Offset != end)
            {
                throw new ArgumentException(
                    $"The parameter '{entry.Name}' begins at {entry.Offset}, but those before it end at {end}: a layout must have "
                    + "every element exactly once",
                    nameof(layout));
            }

            end += entry.Length;
        }
    }

    private static Layer LayerOf(ParameterInfo entry)
    {
        int rows = entry.Shape.Length > 1 ? entry.Shape.Span[0] : 1;
        return new Layer(entry.Offset, rows, entry.Length / rows);
    }
}
