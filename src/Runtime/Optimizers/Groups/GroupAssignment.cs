using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Which parameters belong to which group.</summary>
internal static class GroupAssignment
{
    /// <summary>The parameters of each group, in the order of the layout.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="layout">All parameters.</param>
    /// <param name="groups">The groups.</param>
    /// <returns>As many lists as there are groups.</returns>
    /// <exception cref="ArgumentException">A pattern fits no parameter, or a parameter belongs to no group or to several.</exception>
    public static List<ParameterInfo>[] Of<T>(ParameterLayout layout, ParameterGroup<T>[] groups) where T : IFloatingPointIeee754<T>
    {
        LayerTable.CheckCovered(layout);
        CheckPatterns(layout, groups);
        int rest = Rest(groups);
        var members = new List<ParameterInfo>[groups.Length];
        for (int i = 0; i < groups.Length; i++)
            members[i] = [];
        var left = new List<string>();
        foreach (ParameterInfo entry in layout.Entries)
        {
            int[] owners = [.. Enumerable.Range(0, groups.Length).Where(i => Fits(groups[i], entry.Name))];
            if (owners.Length > 1)
            {
                throw new ArgumentException(
                    $"The parameter '{entry.Name}' belongs to {owners.Length} groups: {string.Join("; ", owners.Select(i => Text(groups[i])))}",
                    nameof(groups));
            }

            int owner = owners.Length == 1 ? owners[0] : rest;
            if (owner < 0)
                left.Add(entry.Name);
            else
                members[owner].Add(entry);
        }

        return left.Count == 0
            ? members
            : throw new ArgumentException(
                $"No group has the parameters {string.Join(", ", left)}; a group without a pattern has the rest", nameof(groups));
    }

    private static void CheckPatterns<T>(ParameterLayout layout, ParameterGroup<T>[] groups) where T : IFloatingPointIeee754<T>
    {
        string[] names = [.. layout.Entries.ToArray().Select(entry => entry.Name)];
        foreach (ParameterGroup<T> group in groups)
        {
            foreach (string pattern in group.Patterns)
            {
                if (!names.Any(name => NamePattern.Fits(pattern, name)))
                {
                    throw new ArgumentException(
                        $"'{pattern}' fits no parameter; there are: {string.Join(", ", names)}", nameof(groups));
                }
            }
        }
    }

    private static int Rest<T>(ParameterGroup<T>[] groups) where T : IFloatingPointIeee754<T>
    {
        int rest = Array.FindIndex(groups, group => group.Patterns.IsEmpty);
        return rest == Array.FindLastIndex(groups, group => group.Patterns.IsEmpty)
            ? rest
            : throw new ArgumentException("Only one group can be without a pattern", nameof(groups));
    }

    private static bool Fits<T>(ParameterGroup<T> group, string name) where T : IFloatingPointIeee754<T>
    {
        foreach (string pattern in group.Patterns)
        {
            if (NamePattern.Fits(pattern, name))
                return true;
        }

        return false;
    }

    private static string Text<T>(ParameterGroup<T> group) where T : IFloatingPointIeee754<T> => string.Join(", ", group.Patterns.ToArray());
}
