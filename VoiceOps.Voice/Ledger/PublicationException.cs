namespace VoiceOps.Voice.Ledger;

/// <summary>Staged rows that could not be made visible beside live calls, in words for whoever asked for it. Nothing was written.</summary>
public sealed class PublicationException(string message) : Exception(message);
