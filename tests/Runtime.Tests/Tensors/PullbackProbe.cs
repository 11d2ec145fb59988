namespace DiffGen.Tests.Tensors;

/// <summary>Runs a method and its pullback on the same input, and differentiates the method numerically.</summary>
internal sealed class PullbackProbe
{
    private readonly PullbackCase _case;
    private readonly ArrayCall _function;
    private readonly ArrayCall _rule;
    private readonly string[] _parameters;

    public PullbackProbe(PullbackCase probed)
    {
        _case = probed;
        _function = ArrayCall.Of(probed.Function);
        _rule = ArrayCall.Of(probed.Rule);
        _parameters = [.. probed.Rule.GetParameters()[.._function.ParameterTypes.Length].Select(parameter => parameter.Name!)];
    }

    public ArrayCall Function => _function;

    public ArrayCall Rule => _rule;

    /// <summary>Arguments of the function for spans of n elements, and a place for its result. What it writes is two longer.</summary>
    public Array[] Arguments(int n, Random random)
    {
        var arrays = new List<Array>();
        for (int i = 0; i < _parameters.Length; i++)
        {
            Type type = _function.ParameterTypes[i], element = ArrayCall.Element(type);
            var array = Array.CreateInstance(element, !ArrayCall.IsSpan(type) ? 1 : IsOutput(i) ? n + 2 : n);
            if (array is int[] integers)
                Array.Fill(integers, _case.Function.Name == "RootN" ? 3 : 1);
            else if (array is MidpointRounding[] modes)
                modes[0] = MidpointRounding.AwayFromZero;
            else
                Domains.Fill(array, _case.Function, _parameters[i], i, random);
            arrays.Add(array);
        }

        if (_function.ResultType != null)
            arrays.Add(Array.CreateInstance(_function.ResultType, 1));
        return [.. arrays];
    }

    public bool IsOutput(int parameter)
    {
        Type type = _function.ParameterTypes[parameter];
        return type.IsByRef || (ArrayCall.IsSpan(type) && !ArrayCall.IsReadOnlySpan(type));
    }

    /// <summary>The derivatives, seeds among them, that stand after a function's arguments; random numbers.</summary>
    public Array[] Derivatives(Array[] arguments, Random random)
    {
        var arrays = new List<Array>();
        bool hasSeed = _function.ResultType != null && Leaves.IsDifferentiable(_function.ResultType);
        if (hasSeed)
            arrays.Add(Array.CreateInstance(_function.ResultType!, 1));
        for (int i = 0; i < _parameters.Length; i++)
            if (Leaves.Count(arguments[i]) > 0 || Leaves.IsDifferentiable(arguments[i].GetType().GetElementType()!))
                arrays.Add((Array)arguments[i].Clone());
        foreach (Array array in arrays)
            for (int k = 0; k < Leaves.Count(array); k++)
                Leaves.Set(array, k, (float)(random.NextDouble() * 2 - 1));
        return [.. arrays];
    }

    /// <summary>The arrays of a call of the pullback.</summary>
    public Array[] RuleArrays(Array[] arguments, Array[] derivatives)
        => [.. arguments[.._parameters.Length], .. derivatives, .. arguments[_parameters.Length..]];

    /// <summary>seedᵀ·outputs, of a call of the function with these arguments.</summary>
    public double Loss(Array[] arguments, Array[] derivatives, int n)
    {
        Array[] own = Leaves.Clone(arguments);
        _function.Invoke(own);
        double loss = 0;
        int derivative = 0;
        if (_function.ResultType != null && Leaves.IsDifferentiable(_function.ResultType))
            loss += Inner(own[^1], derivatives[derivative++], int.MaxValue);
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (!Leaves.IsDifferentiable(own[i].GetType().GetElementType()!))
                continue;
            if (IsOutput(i))
                loss += Inner(own[i], derivatives[derivative], n);
            derivative++;
        }

        return loss;
    }

    /// <summary>The derivative of the loss with respect to one number of an argument, by differences of fourth order.</summary>
    public double Difference(Array[] arguments, Array[] derivatives, int n, int parameter, int leaf, double h)
    {
        double At(double offset)
        {
            Array[] moved = Leaves.Clone(arguments);
            Leaves.Set(moved[parameter], leaf, Leaves.Get(moved[parameter], leaf) + offset);
            return Loss(moved, derivatives, n);
        }

        return (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
    }

    private static double Inner(Array a, Array b, int n)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(n, Leaves.Count(a)); i++)
            sum += Leaves.Get(a, i) * Leaves.Get(b, i);
        return sum;
    }
}
