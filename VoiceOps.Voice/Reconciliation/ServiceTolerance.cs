using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>Agreed is what is within the percentage or within the dollars, whichever is more.</summary>
public sealed class ServiceTolerance
{
    public decimal Percent { get; set; }

    public decimal Dollars { get; set; }

    internal bool Allows(Money metered, Money told) =>
        Math.Abs(told.Dollars - metered.Dollars) <= Math.Max(Dollars, Math.Abs(metered.Dollars) * Percent / 100);
}
