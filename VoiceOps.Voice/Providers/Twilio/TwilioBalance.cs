namespace VoiceOps.Voice.Providers.Twilio;

// {"account_sid":"AC..","balance":"0.05","currency":"USD"}
internal sealed record TwilioBalance
{
    public required decimal Balance { get; init; }

    public required string Currency { get; init; }
}
