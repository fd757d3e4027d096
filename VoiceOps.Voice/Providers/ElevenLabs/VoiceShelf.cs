namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>The account's voices, or why they cannot be listed, in words that tell what to do.</summary>
/// <param name="IsRefused">There is a key, and it does not open the list.</param>
public sealed record VoiceShelf(IReadOnlyList<ListedVoice>? Voices, string? Problem, bool IsRefused = false);
