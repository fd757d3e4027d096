namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>What the line is told to do with a call.</summary>
internal abstract record CallAnswer
{
    /// <summary>Open the media stream and prove by the token to be this call.</summary>
    public sealed record Connect(string Token) : CallAnswer;

    /// <summary>Answer, say this and hang up: costs the line's first minute.</summary>
    public sealed record Apologize(string Sentence, string? Language = null) : CallAnswer;

    /// <summary>Never answer: costs nothing.</summary>
    public sealed record Reject : CallAnswer;
}
