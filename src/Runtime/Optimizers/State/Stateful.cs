using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What optimizers and transforms share: a state that is allocated at the first step, saved and restored by name.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class Stateful<T> : IStateful<T> where T : IFloatingPointIeee754<T>
{
    private readonly StateScalar[] _settings;
    private readonly IStateful<T>[] _parts;
    private StateBuilder<T>? _state;

    private protected Stateful(StateScalar[] settings, IStateful<T>[] parts)
    {
        _settings = settings;
        _parts = parts;
    }

    /// <summary>The number of steps made; during a step, it is included.</summary>
    public long Steps { get; private set; }

    private string Kind => GetType().Name.Split('`')[0];

    private IEnumerable<StateScalar> Scalars => _state is null ? _settings : _settings.Concat(_state.Scalars);

    /// <inheritdoc/>
    public OptimizerState<T> SaveState() => new()
    {
        Kind = Kind,
        Length = _state?.Length ?? 0,
        Steps = Steps,
        Scalars = Scalars.ToDictionary(scalar => scalar.Name, scalar => scalar.Value, StringComparer.Ordinal),
        Arrays = _state?.Arrays.ToDictionary(entry => entry.Key, entry => (T[])entry.Value.Clone(), StringComparer.Ordinal) ?? [],
        Parts = [.. _parts.Select(part => part.SaveState())],
    };

    /// <inheritdoc/>
    public void LoadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StateBuilder<T>? target = Target(state);
        StateScalar[] scalars = [.. _settings, .. target?.Scalars ?? []];
        StateChecker.Check(state, scalars, target?.Arrays ?? new Dictionary<string, T[]>(), _parts.Length);
        CheckSettings(state);
        LoadParts(state);
        if (target is null)
            Forget();

        foreach (StateScalar scalar in scalars)
            scalar.Value = state.Scalars[scalar.Name];
        foreach ((string name, T[] array) in target?.Arrays ?? new Dictionary<string, T[]>())
            state.Arrays[name].CopyTo(array, 0);
        _state = target;
        Steps = state.Steps;
    }

    /// <summary>Allocates the state before the first step. Called again where another state is loaded.</summary>
    /// <param name="state">Makes the arrays and numbers; knows the number of parameters.</param>
    /// <exception cref="ArgumentException">The number of parameters isn't one that this object can work with.</exception>
    protected abstract void Initialise(StateBuilder<T> state);

    /// <summary>Refuses settings out of their range.</summary>
    private protected virtual void CheckSettings(OptimizerState<T> state)
    {
    }

    /// <summary>Begins a step: checks the lengths, allocates the state if it is the first, counts.</summary>
    private protected void Begin(int parameters, int gradient)
    {
        if (gradient != parameters)
            throw new ArgumentException($"'gradient' must have length {parameters}, but has length {gradient}", nameof(gradient));
        if (_state is null)
        {
            var state = new StateBuilder<T>(parameters);
            Initialise(state);
            _state = state;
        }

        if (parameters != _state.Length)
        {
            throw new ArgumentException(
                $"'parameters' must have length {_state.Length}, as at the first step, but has length {parameters}",
                nameof(parameters));
        }

        Steps++;
    }

    /// <summary>What the state is to be copied to: none before a first step.</summary>
    private StateBuilder<T>? Target(OptimizerState<T> state)
    {
        if (state.Kind != Kind)
            throw new ArgumentException($"The state of {Kind} is needed, but this is the state of {state.Kind}", nameof(state));
        if (state.Steps < 0 || state.Length < 0)
            throw new ArgumentException($"A state can't have {state.Steps} steps and {state.Length} parameters", nameof(state));
        if (state.Steps == 0)
            return null;
        if (_state is not null && _state.Length != state.Length)
        {
            throw new ArgumentException(
                $"The state of {_state.Length} parameters is needed, but this is of {state.Length}", nameof(state));
        }

        if (_state is not null)
            return _state;
        var target = new StateBuilder<T>(state.Length);
        Initialise(target);
        return target;
    }

    // Back to before the first step: the next one allocates again, but counts may be asked for till then.
    private void Forget()
    {
        foreach (StateScalar scalar in _state?.Scalars ?? [])
            scalar.Value = 0;
    }

    // A part that refuses its state must leave the parts before it as they were.
    private void LoadParts(OptimizerState<T> state)
    {
        OptimizerState<T>[] before = [.. _parts.Select(part => part.SaveState())];
        for (int i = 0; i < _parts.Length; i++)
        {
            try
            {
                _parts[i].LoadState(state.Parts[i]);
            }
            catch
            {
                for (int k = 0; k < i; k++)
                    _parts[k].LoadState(before[k]);
                throw;
            }
        }
    }
}
