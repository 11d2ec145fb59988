using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>The operations of a function as a tree, with positions in the order of execution and the uses counted.</summary>
internal sealed class PrintTree
{
    private int _position;

    public PrintTree(Function function)
    {
        Function = function;
        int count = function.Types.Count;
        Definitions = new PrintNode?[count];
        ParameterOf = new PrintRegion?[count];
        UseCounts = new int[count];
        Users = new PrintNode?[count];
        Yielders = new PrintRegion?[count];
        Roots = function.Effects.Roots;
        _position = 1;
        Root = Build(function.Body, null, null, 0);
        new EvaluationAnalysis(this).Visit(Root);
        Count(Root);
    }

    public Function Function { get; }

    public PrintRegion Root { get; }

    public BufferRoots Roots { get; }

    /// <summary>The operation that defines each value, or null for parameters.</summary>
    public PrintNode?[] Definitions { get; }

    /// <summary>The region whose parameter each value is, or null.</summary>
    public PrintRegion?[] ParameterOf { get; }

    public int[] UseCounts { get; }

    /// <summary>The last operation that uses each value.</summary>
    public PrintNode?[] Users { get; }

    /// <summary>The last region that yields each value.</summary>
    public PrintRegion?[] Yielders { get; }

    public PrintNode? Definition(Value value) => Definitions[value.Id];

    public PrintRegion RegionOf(Value value) => Definitions[value.Id]?.Region ?? ParameterOf[value.Id]!;

    public bool IsConstant(Value value, out Literal literal)
    {
        literal = Definitions[value.Id]?.Operation is ConstantOp constant ? constant.Literal : default;
        return literal.Kind != ScalarKind.None;
    }

    private PrintRegion Build(Region region, PrintRegion? parent, PrintNode? owner, int index)
    {
        var built = new PrintRegion(region, parent, owner, index);
        _position += 2;
        foreach (Value parameter in region.Parameters) ParameterOf[parameter.Id] = built;
        foreach (Operation operation in region.Operations)
        {
            var node = new PrintNode(operation, built, _position);
            _position += 4;
            built.Nodes.Add(node);
            foreach (Value result in operation.Results) Definitions[result.Id] = node;
            EquatableArray<Region> regions = operation.Regions;
            if (regions.Count == 0) continue;
            node.Regions = new PrintRegion[regions.Count];
            for (int i = 0; i < regions.Count; i++) node.Regions[i] = Build(regions[i], built, node, i);
            node.End = _position++;
        }
        built.YieldPosition = _position;
        _position += 3;
        return built;
    }

    // Backwards, so that what only dead operations use is dead too.
    private void Count(PrintRegion region)
    {
        for (int i = 0; i < region.Region.Yields.Count; i++)
        {
            if (!IsYieldUsed(region, i)) continue;
            UseCounts[region.Region.Yields[i].Id]++;
            Yielders[region.Region.Yields[i].Id] = region;
        }
        for (int i = region.Nodes.Count - 1; i >= 0; i--)
        {
            PrintNode node = region.Nodes[i];
            if (IsDead(node))
            {
                node.Placement = Placement.Dead;
                continue;
            }
            foreach (Value operand in node.Operation.Operands)
            {
                UseCounts[operand.Id]++;
                Users[operand.Id] = node;
            }
            for (int k = node.Regions.Length - 1; k >= 0; k--) Count(node.Regions[k]);
        }
    }

    public bool IsYieldUsed(PrintRegion region, int index)
        => region.Owner?.Operation is not IfOp branch || UseCounts[branch.IfResults[index].Id] > 0;

    private bool IsDead(PrintNode node)
    {
        if (!node.Evaluation.IsPure || node.Operation is WhileOp) return false;
        foreach (Value result in node.Operation.Results)
            if (UseCounts[result.Id] > 0) return false;
        return true;
    }
}
