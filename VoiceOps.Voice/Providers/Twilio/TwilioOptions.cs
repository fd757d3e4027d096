namespace VoiceOps.Voice.Providers.Twilio;

public sealed class TwilioOptions
{
    public const string Section = "Twilio";

    public string? AccountSid { get; set; }

    public string? AuthToken { get; set; }

    /// <summary>The secret of the shared key that a webhook rule of the account signs with, instead of the auth token; null when there is no such rule.</summary>
    public string? SharedKeySecret { get; set; }

    public string ApiBaseUrl { get; set; } = "https://api.twilio.com";

    /// <summary>
    /// Meters Media Streams minutes beside voice minutes, as Twilio sells them. Off, the voice rate is taken as all-in. A call's
    /// price at Twilio is that of the voice alone, so only calls that were metered so can be held against it.
    /// </summary>
    public bool MeterMediaStreams { get; set; }
}
