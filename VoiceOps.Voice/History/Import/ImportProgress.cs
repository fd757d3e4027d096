namespace VoiceOps.Voice.History.Import;

/// <summary>How far an import is. <paramref name="GaveWay"/> is how often its commit has begun anew because a call came in.</summary>
public sealed record ImportProgress(ImportStep Step, long Done = 0, long Of = 0, int GaveWay = 0);
