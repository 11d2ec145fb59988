namespace DiffGen.Optimizers;

/// <summary>How long the steps of <see cref="Muon{T}"/> are, for a matrix of r rows and c columns.</summary>
public enum MuonScale
{
    /// <summary>0.2·√max(r, c) times the learning rate: elements move as they do with AdamW, whose learning rates then fit.</summary>
    LikeAdam,

    /// <summary>√max(1, r / c) times the learning rate: what a matrix does to a vector changes alike in layers of all shapes.</summary>
    ByShape,
}
