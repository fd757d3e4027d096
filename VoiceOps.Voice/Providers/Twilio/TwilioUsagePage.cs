namespace VoiceOps.Voice.Providers.Twilio;

// {"usage_records":[..],"page":0,"page_size":50,"start":0,"end":49,"uri":"..","first_page_uri":"..","next_page_uri":null,"previous_page_uri":null}
internal sealed record TwilioUsagePage
{
    public IReadOnlyList<TwilioUsageRecord> UsageRecords { get; init; } = [];

    /// <summary>Relative to the API's host; null on the last page.</summary>
    public string? NextPageUri { get; init; }
}
