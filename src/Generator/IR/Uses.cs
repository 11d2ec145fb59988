namespace DiffGen.Generator.IR;

/// <summary>How often each value of a function is used, by operations and yields.</summary>
internal sealed class Uses
{
    private readonly int[] _counts;
    private readonly Operation?[] _users;

    public Uses(Function function)
    {
        _counts = new int[function.Types.Count];
        _users = new Operation?[function.Types.Count];
        Count(function.Body);
    }

    public int CountOf(Value value) => _counts[value.Id];

    /// <summary>The operation that uses a value last; null where only yields do.</summary>
    public Operation? UserOf(Value value) => _users[value.Id];

    private void Count(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands)
            {
                _counts[operand.Id]++;
                _users[operand.Id] = operation;
            }
            foreach (Region nested in operation.Regions) Count(nested);
        }
        foreach (Value yield in region.Yields) _counts[yield.Id]++;
    }
}
