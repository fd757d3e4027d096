namespace VoiceOps.Voice.Repricing;

/// <summary>A call that is to be priced anew: at the rates that were in force when it started.</summary>
internal sealed record CallStart(long Id, DateTime StartedAt);
