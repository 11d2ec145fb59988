namespace DiffGen.Minimizers;

/// <summary>Where <see cref="MultiStart"/> begins.</summary>
public enum StartingPoints
{
    /// <summary>The Sobol sequence, which fills the box evenly; for up to 40 variables.</summary>
    Sobol,

    /// <summary>A Latin hypercube: in every variable, each of as many intervals as there are points has one point, at random in
    /// it, from the generator with the seed.</summary>
    LatinHypercube,
}
