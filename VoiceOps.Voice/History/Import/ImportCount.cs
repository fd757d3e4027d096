namespace VoiceOps.Voice.History.Import;

/// <summary>How many rows of one table are new, how many are there already, and how many are left out.</summary>
public sealed record ImportCount(string Table, long New, long Known, long LeftOut);
