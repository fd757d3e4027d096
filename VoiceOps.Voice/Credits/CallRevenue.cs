using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Credits;

/// <summary>What the books hold of one call's revenue.</summary>
public sealed record CallRevenue(long TalkSeconds, long BilledSeconds, Money Posted);
