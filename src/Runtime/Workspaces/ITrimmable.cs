namespace DiffGen.Workspaces;

/// <summary>Memory that a pooled workspace may give up.</summary>
internal interface ITrimmable
{
    /// <summary>Drops the memory if it is more than a bound.</summary>
    /// <param name="bytes">The bound in bytes.</param>
    void Trim(long bytes);
}
