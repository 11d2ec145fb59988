namespace DiffGen.Schedules;

/// <summary>Ways from one learning rate to another.</summary>
internal static class Interpolation
{
    /// <summary>Along a straight line.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="part">The part of the way, in [0, 1].</param>
    /// <returns>Where it is then.</returns>
    public static double Linear(double from, double to, double part) => from + (to - from) * part;

    /// <summary>Along half a cosine.</summary>
    /// <inheritdoc cref="Linear"/>
    public static double Cosine(double from, double to, double part) => to + (from - to) * (1 + Math.Cos(Math.PI * part)) / 2;
}
