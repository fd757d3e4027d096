using Microsoft.Extensions.AI;

namespace VoiceOps.Voice.Conversation;

/// <summary>Who carries, hears, speaks and thinks in one conversation.</summary>
internal sealed record ConversationRoles
{
    public required ILine Line { get; init; }

    public required ITranscription Transcription { get; init; }

    public required ISpeech Speech { get; init; }

    public required IChatClient Model { get; init; }

    /// <summary>Told what is said whenever that may have changed; null when nobody listens in.</summary>
    public Action<WordsOnAir>? Listener { get; init; }
}
