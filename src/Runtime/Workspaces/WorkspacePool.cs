namespace DiffGen.Workspaces;

/// <summary>The free workspaces of one thread, last in, first out; as many as its deepest nesting of rents.</summary>
internal sealed class WorkspacePool
{
    private Workspace? _free;

    /// <summary>Takes the workspace returned last.</summary>
    /// <returns>It, or <c>null</c> where none is free.</returns>
    public Workspace? Pop()
    {
        Workspace? workspace = _free;
        if (workspace is not null)
        {
            _free = workspace.Next;
            workspace.Next = null;
        }

        return workspace;
    }

    /// <summary>Adds a free workspace.</summary>
    /// <param name="workspace">A workspace that isn't in the pool.</param>
    public void Push(Workspace workspace)
    {
        workspace.Next = _free;
        _free = workspace;
    }
}
