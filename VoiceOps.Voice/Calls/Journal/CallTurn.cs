using VoiceOps.Voice.Conversation.Turns;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>
/// One turn of a call as it stands in <c>call_turns</c>: what the caller said, what the agent answered, and where the time and the money went.
/// Times of a reply count from when the caller stopped speaking; one that nobody asked for (a greeting) counts from when it was begun.
/// </summary>
public sealed class CallTurn
{
    public long Id { get; init; }

    public required long CallId { get; init; }

    /// <summary>Counts from 1 within the call.</summary>
    public required int Number { get; init; }

    /// <summary>One of <see cref="TurnKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When the caller stopped speaking, or the agent began by itself.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>When the agent's last sound was heard, or it was interrupted.</summary>
    public required DateTime EndedAt { get; init; }

    /// <summary>What the caller said. Null when nothing was said, or after the transcript's retention time.</summary>
    public string? CallerText { get; set; }

    /// <summary>What the caller heard of the reply. Null like <see cref="CallerText"/>.</summary>
    public string? HeardText { get; set; }

    /// <summary>What was sent to be spoken and never heard. Null like <see cref="CallerText"/>.</summary>
    public string? UnheardText { get; set; }

    /// <summary>The model that answered; null where none was asked.</summary>
    public string? Model { get; init; }

    /// <summary>The caller cut the reply off.</summary>
    public required bool IsInterrupted { get; init; }

    /// <summary>A filler bridged the wait for the reply.</summary>
    public required bool HasFiller { get; init; }

    /// <summary>Why an answer to it had no words, one of <see cref="TurnFailure"/>, also where a second try had; null for a turn that did not fail.</summary>
    public string? Failure { get; init; }

    /// <summary>Until the caller's turn counted as ended.</summary>
    public int? EndpointingMilliseconds { get; init; }

    /// <summary>Until the model's first word.</summary>
    public int? FirstTokenMilliseconds { get; init; }

    /// <summary>Until the first clause went to speech.</summary>
    public int? FirstClauseMilliseconds { get; init; }

    /// <summary>Until the first byte of its speech arrived.</summary>
    public int? FirstAudioMilliseconds { get; init; }

    /// <summary>Turn latency, sent: until the first sound went to the line.</summary>
    public int? SentMilliseconds { get; init; }

    /// <summary>Turn latency, heard: until the line told that the first sound was played.</summary>
    public int? HeardMilliseconds { get; init; }

    /// <summary>Characters (code points) sent to speech, fillers included.</summary>
    public required int Characters { get; init; }

    public required int UnheardCharacters { get; init; }

    public required long PromptTokens { get; init; }

    public required long CompletionTokens { get; init; }

    /// <summary>Tokens of what was generated and never heard; a reply of which nothing was heard counts with its prompt.</summary>
    public required long DiscardedTokens { get; init; }

    /// <summary>What all four services cost from the end of the turn before to the end of this one; null while something of it has no price.</summary>
    public long? CostNanos { get; init; }
}
