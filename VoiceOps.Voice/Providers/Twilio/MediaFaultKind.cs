namespace VoiceOps.Voice.Providers.Twilio;

internal enum MediaFaultKind
{
    /// <summary>No JSON object, or a binary message.</summary>
    Malformed,

    UnknownEvent,

    /// <summary>A field is missing, of the wrong type, or not what the protocol allows.</summary>
    WrongPayload,

    /// <summary>A message before <c>start</c>, of another stream, late or repeated; it is dropped.</summary>
    OutOfOrder,

    /// <summary>Messages are missing before this one, which is used.</summary>
    Gap,

    TooLarge,
}
