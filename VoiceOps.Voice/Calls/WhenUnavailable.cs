namespace VoiceOps.Voice.Calls;

/// <summary>What happens to a caller who cannot be served.</summary>
public enum WhenUnavailable
{
    /// <summary>Answered with a sentence, so it costs its Twilio minute.</summary>
    Apologize,

    /// <summary>Never answered and not billed.</summary>
    Reject,
}
