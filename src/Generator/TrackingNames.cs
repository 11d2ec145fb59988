namespace DiffGen.Generator;

/// <summary>The names of the pipeline's steps.</summary>
internal static class TrackingNames
{
    /// <summary>C# to models: runs on every edit.</summary>
    public const string Lower = nameof(Lower);

    /// <summary>Models to files: runs for models that changed.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>As <see cref="Lower"/>, for model classes.</summary>
    public const string LowerModel = nameof(LowerModel);

    /// <summary>As <see cref="Compile"/>, for model classes.</summary>
    public const string CompileModel = nameof(CompileModel);

    /// <summary>As <see cref="Lower"/>, for layers.</summary>
    public const string LowerLayer = nameof(LowerLayer);

    /// <summary>As <see cref="Compile"/>, for layers.</summary>
    public const string CompileLayer = nameof(CompileLayer);
}
