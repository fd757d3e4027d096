namespace VoiceOps.Tests.Browser;

/// <summary>What axe found in one page.</summary>
internal sealed class AxeFindings
{
    /// <summary>Rules that the page keeps.</summary>
    public int Passes { get; set; }

    public AxeViolation[] Violations { get; set; } = [];
}
