using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// Keys of what a provider billed for one call: a pair of rows, one that takes back what was booked and one with the
/// provider's own figure. The same pair twice is one.
/// </summary>
public static class BilledKeys
{
    /// <summary>What Twilio charges for the voice of one call.</summary>
    public static string TwilioPrice(string callSid) => $"twilio-price/{callSid}";

    /// <summary>What Deepgram charges for one transcription.</summary>
    public static string DeepgramUsd(string requestId) => $"deepgram-usd/{requestId}";

    /// <summary>By the service and the handle that its provider is asked with; null for a service that bills nothing call by call.</summary>
    public static string? Prefix(string service, string handle) => service switch
    {
        ServiceNames.Twilio => TwilioPrice(handle),
        ServiceNames.Deepgram => DeepgramUsd(handle),
        _ => null,
    };

    public static string New(string prefix) => $"{prefix}/new";

    /// <summary>What was booked may stand at several rates or bases, each of which is taken back by a row of its own.</summary>
    public static string Reversal(string prefix, int number) => number == 1 ? $"{prefix}/reversal" : $"{prefix}/reversal/{number}";

    public static bool IsReversal(string prefix, string eventKey) => eventKey.StartsWith(Reversal(prefix, 1), StringComparison.Ordinal);
}
