using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What the books hold of one call's revenue.</summary>
public sealed record CallRevenue(long TalkSeconds, long BilledSeconds, Money Posted);
