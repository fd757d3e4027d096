using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>What a day costs at the pace of one stretch of time.</summary>
/// <param name="Of">The stretch in words, such as <c>the last 6 hours</c>.</param>
internal sealed record CostPace(string Of, Money PerDay);
