using System.ComponentModel;

namespace DiffGen.Workspaces;

/// <summary>A position in a <see cref="Workspace"/>, from <see cref="Workspace.Mark"/> for
/// <see cref="Workspace.Release"/>. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WorkspaceMark
{
    internal WorkspaceMark(int chunk, int offset)
    {
        Chunk = chunk;
        Offset = offset;
    }

    internal int Chunk { get; }

    internal int Offset { get; }
}
