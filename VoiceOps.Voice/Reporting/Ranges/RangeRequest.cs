namespace VoiceOps.Voice.Reporting.Ranges;

/// <summary>What an address asks for; days are of the reporting time zone, both inclusive. Viewers with equal requests share one snapshot.</summary>
public sealed record RangeRequest(RangeKind Kind, DateOnly? From = null, DateOnly? To = null)
{
    public static RangeRequest Default { get; } = new(RangeKind.Last30Days);
}
