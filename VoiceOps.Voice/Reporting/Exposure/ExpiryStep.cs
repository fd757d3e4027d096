using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Exposure;

/// <summary>What is left of the lots that expire within so many days, those of the step before left out; null days: later, or never.</summary>
public sealed record ExpiryStep(string Name, long Seconds, Money Value)
{
    internal static readonly (string Name, int? Days)[] Steps = [("in 7 days", 7), ("in 30 days", 30), ("in 90 days", 90), ("later", int.MaxValue), ("never", null)];
}
