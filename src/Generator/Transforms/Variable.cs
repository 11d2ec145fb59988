using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>A C# variable: the values that live in it one after the other.</summary>
internal sealed class Variable(IrType type)
{
    public IrType Type { get; } = type;

    public List<Value> Values { get; } = [];

    /// <summary>The name of the user, or empty.</summary>
    public string UserName { get; set; } = "";

    /// <summary>As printed.</summary>
    public string Name { get; set; } = "";

    /// <summary>A parameter of the C# method: declared already.</summary>
    public bool IsParameter { get; set; }

    /// <summary>A parameter that is the method's own copy.</summary>
    public bool IsAssignable { get; set; }

    /// <summary>What is referred to, where the variable is the one-element storage of a reference; else empty.</summary>
    public string Referred { get; set; } = "";

    /// <summary>Declared in the header of a <c>for</c>.</summary>
    public bool IsCounter { get; set; }

    public bool IsRead { get; set; }

    /// <summary>The block that it is declared in.</summary>
    public PrintRegion? Scope { get; set; }

    /// <summary>When it is first assigned.</summary>
    public int FirstWrite { get; set; } = int.MaxValue;
}
