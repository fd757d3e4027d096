namespace VoiceOps.Voice.Metering;

/// <summary>The seconds of a call that the books hold.</summary>
public sealed record CallRevenue(long TalkSeconds, long BilledSeconds);
