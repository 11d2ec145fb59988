namespace DiffGen.Tests.Infrastructure;

/// <summary>A reader that notes how much was written whenever a line is asked for.</summary>
/// <param name="lines">The lines.</param>
/// <param name="written">How much was written so far.</param>
internal sealed class WatchingReader(string[] lines, Func<long> written) : TextReader
{
    private readonly List<long> _seen = [];

    /// <summary>How much was written when each line, and the end, were asked for.</summary>
    public IReadOnlyList<long> Seen => _seen;

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        _seen.Add(written());
        return _seen.Count <= lines.Length ? lines[_seen.Count - 1] : null;
    }
}
