namespace DiffGen.Minimizers;

/// <summary>The formula for β in the directions d' = -g' + β·d of <see cref="ConjugateGradient"/>, with y = g' - g.</summary>
public enum ConjugateGradientUpdate
{
    /// <summary>β = max((y - 2·d·‖y‖²/dᵀy)ᵀg' / dᵀy, -1 / (‖d‖·min(0.01, ‖g‖))), always downhill: W. W. Hager, H. Zhang, "A
    /// new conjugate gradient method with guaranteed descent and an efficient line search", SIAM J. Optim. 16
    /// (2005).</summary>
    HagerZhang,

    /// <summary>β = max(0, g'ᵀy / gᵀg): E. Polak, G. Ribière, Revue Française d'Informatique et de Recherche Opérationnelle 3
    /// (1969); kept from below 0 after M. J. D. Powell and J. C. Gilbert, J. Nocedal, SIAM J. Optim. 2 (1992).</summary>
    PolakRibierePlus,

    /// <summary>β = g'ᵀg' / gᵀg: R. Fletcher, C. M. Reeves, Computer Journal 7 (1964). Starts again from the gradient where two
    /// gradients are far from orthogonal, |g'ᵀg| ≥ 0.1·g'ᵀg': J. Nocedal, S. J. Wright, "Numerical optimization",
    /// equation 5.52.</summary>
    FletcherReeves,
}
