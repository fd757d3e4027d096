namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>One request as <c>GET /v1/projects/{id}/requests/{request_id}</c> tells it, as far as its cost goes.</summary>
// {"request":{"request_id":"..","created":"..","code":200,"response":{"details":{"usd":0.0184,"duration":0.0519,..}},..}}
internal sealed record DeepgramRequestAnswer
{
    public RequestPart? Request { get; init; }

    internal sealed record RequestPart
    {
        public ResponsePart? Response { get; init; }
    }

    internal sealed record ResponsePart
    {
        public DetailsPart? Details { get; init; }
    }

    internal sealed record DetailsPart
    {
        public decimal? Usd { get; init; }
    }
}
