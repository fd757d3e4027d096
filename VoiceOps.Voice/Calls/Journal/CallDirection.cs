namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Who called whom, in Twilio's words, and <see cref="Test"/>.</summary>
internal static class CallDirection
{
    public const string Inbound = "inbound";

    /// <summary>The second leg of a call that was put through.</summary>
    public const string OutboundDial = "outbound-dial";

    /// <summary>A designer's own conversation with a persona: metered like any call, without a telephone leg, and of no account.</summary>
    public const string Test = "test";
}
