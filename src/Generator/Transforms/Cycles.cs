using System;
using System.Collections.Generic;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The nodes of a graph that reach themselves: those of its strongly connected components that have more than one node, or an edge to itself
/// (R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 1972).
/// </summary>
internal sealed class Cycles
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _edges;
    private readonly Dictionary<string, int> _order = [], _lowest = [];
    private readonly Stack<string> _open = new();
    private readonly HashSet<string> _isOpen = [];

    /// <param name="edges">Where the edges of each node go; to what is no node itself they don't count.</param>
    public Cycles(IReadOnlyDictionary<string, IReadOnlyList<string>> edges)
    {
        _edges = edges;
        foreach (string node in edges.Keys)
            if (!_order.ContainsKey(node)) Visit(node);
    }

    /// <summary>Those that reach themselves.</summary>
    public HashSet<string> Names { get; } = [];

    private void Visit(string node)
    {
        _lowest[node] = _order[node] = _order.Count;
        _open.Push(node);
        _isOpen.Add(node);
        foreach (string next in _edges[node])
        {
            if (next == node) Names.Add(node);
            if (!_edges.ContainsKey(next)) continue;
            if (!_order.ContainsKey(next)) Visit(next);
            if (_isOpen.Contains(next)) _lowest[node] = Math.Min(_lowest[node], _lowest[next]);
        }
        if (_lowest[node] != _order[node]) return;
        bool isAlone = _open.Peek() == node;
        string closed;
        do
        {
            closed = _open.Pop();
            _isOpen.Remove(closed);
            if (!isAlone) Names.Add(closed);
        }
        while (closed != node);
    }
}
