using System.Globalization;

namespace DiffGen.Tests.Models;

/// <summary>What a message about a wrong length says: which argument, the expected and the actual length.</summary>
internal static class ArgumentChecks
{
    public static void Names(ArgumentException error, string parameter, int expected, int actual)
    {
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(parameter, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Contains(actual.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }
}
