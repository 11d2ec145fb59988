using System;

namespace DiffGen;

/// <summary>
/// One value (or one span) per sample. It asks for the batched forms <c>MBatch</c> and <c>MBatchGradient</c>, which
/// take all samples back to back and a <c>count</c>, and give the mean over the samples. Implies
/// <see cref="NoDiffAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class BatchAttribute : Attribute
{
}
