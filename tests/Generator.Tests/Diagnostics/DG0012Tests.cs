namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0012: model parameters.</summary>
public sealed class DG0012Tests : RuleTests
{
    protected override string Refused => """
        public sealed partial class Sample
        {
            [Parameter]
            public partial int [|Count|] { get; set; }
        }
        """;

    protected override string Accepted => """
        public sealed partial class Sample
        {
            [Parameter(2)]
            public partial Span<double> Weights { get; }

            [Parameter]
            public partial double Bias { get; set; }
        }
        """;
}
