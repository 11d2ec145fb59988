namespace DiffGen.Plots;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What is written there; empty for a small mark.</param>
internal readonly record struct Tick(double Value, string Label);
