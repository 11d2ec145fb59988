namespace DiffGen.Fuzz.Running;

/// <summary>Something that is wrong.</summary>
/// <param name="Kind">What kind of failure: shrinking keeps it.</param>
/// <param name="Detail">The numbers or the message.</param>
public sealed record Finding(string Kind, string Detail);

/// <summary>What became of a program.</summary>
/// <param name="Finding">What is wrong; null if nothing is.</param>
/// <param name="Methods">Generated methods that were called.</param>
/// <param name="Compared">Entries of derivatives that were compared with differences.</param>
/// <param name="Refusals">The rules that refused it.</param>
internal sealed record Outcome(Finding? Finding, int Methods = 0, int Compared = 0, IReadOnlyList<string>? Refusals = null);
