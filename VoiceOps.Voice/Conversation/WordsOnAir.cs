namespace VoiceOps.Voice.Conversation;

/// <summary>What is being said in a conversation at this moment, for somebody who listens in.</summary>
public sealed record WordsOnAir
{
    /// <summary>The agent's turn that is on, or was last; 0 before the first.</summary>
    public required int Turn { get; init; }

    /// <summary>What the caller said before it.</summary>
    public string? Asked { get; init; }

    public required string Heard { get; init; }

    /// <summary>On its way to the caller, or taken back by an interruption.</summary>
    public required string Unheard { get; init; }

    /// <summary>What the caller is saying, as far as it is understood; it may still be revised.</summary>
    public required string Caller { get; init; }
}
