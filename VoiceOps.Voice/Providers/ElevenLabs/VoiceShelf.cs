namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>The account's voices, or why they cannot be listed, in words that tell what to do.</summary>
public sealed record VoiceShelf(IReadOnlyList<ListedVoice>? Voices, string? Problem);
