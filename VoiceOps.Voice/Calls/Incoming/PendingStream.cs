using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>A call that was told to open its media stream, with all that is frozen for it.</summary>
internal sealed record PendingStream
{
    public required Call Call { get; init; }

    public required Persona Persona { get; init; }

    /// <summary>What the agent is told, its variables filled in.</summary>
    public required ConversationScript Script { get; init; }

    public required CallTerms Terms { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Counts the tokens of all calls; of two of one call the later one is the one that Twilio goes by.</summary>
    public long Number { get; init; }
}
