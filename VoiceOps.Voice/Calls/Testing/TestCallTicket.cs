namespace VoiceOps.Voice.Calls.Testing;

/// <summary>Opens one media stream for a test call, within a minute.</summary>
internal sealed record TestCallTicket(long CallId, string CallSid, string Token);
