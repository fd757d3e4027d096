namespace VoiceOps.Web.Calls;

/// <summary>One part of a turn's wait, in milliseconds from when the caller stopped speaking.</summary>
public sealed record TurnPhase(string Name, string Class, int From, int To);
