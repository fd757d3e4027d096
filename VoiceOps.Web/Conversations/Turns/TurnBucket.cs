using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>Turn latency, heard, of the replies of one hour, day, week or month that were not interrupted.</summary>
public sealed record TurnBucket(string Label, LatencyPercentiles Heard);
