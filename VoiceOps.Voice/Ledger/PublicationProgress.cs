namespace VoiceOps.Voice.Ledger;

/// <summary>How far the commit that makes staged rows visible is, and how often it has given way to calls.</summary>
public sealed record PublicationProgress(long Rows, long Of, int GaveWay);
