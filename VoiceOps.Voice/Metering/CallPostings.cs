using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// Makes the rows of one call, each with the key by which the same fact twice is one row, and holds them until they are
/// committed. Guarded by the call's <see cref="CallMeters"/>.
/// </summary>
internal sealed class CallPostings(long callId, string callSid, long? accountId, RevenueMeter revenue, CallClock clock)
{
    private readonly Dictionary<string, int> _speechPostings = [];
    private readonly Dictionary<string, int> _requests = [];
    private int _transcriptionCount;
    private long _transcribedBefore;
    private string _speechContext = "none";

    public CallOutbox Outbox { get; } = new();

    /// <summary>Time-based usage: keyed by the meter's total.</summary>
    public void PostTotal(UsageMeter meter, DateTime at) =>
        Post(meter, $"{callSid}/{meter.Key}/{meter.UsageMicros}", at: at);

    /// <summary>
    /// From here on, transcription runs over the connection with this id of the provider's, and its rows carry it, so that what it bills can
    /// be found; what the one before has not posted is posted under its own id.
    /// </summary>
    public void TranscribeOver(string? requestId, UsageMeter meter)
    {
        PostTranscription(meter);
        (meter.ProviderRequestId, _transcribedBefore) = (requestId, meter.UsageMicros);
        _transcriptionCount++;
    }

    /// <summary>
    /// What is posted at the end of a turn and once a minute. While the store is away and a row of a time-based meter waits, the meter
    /// goes on counting and posts after it; the last one is posted whatever waits.
    /// </summary>
    public void PostRunning(IEnumerable<UsageMeter> meters, bool isLast)
    {
        foreach (var meter in meters)
        {
            switch (meter.Key.Service)
            {
                case ServiceNames.Deepgram when isLast || !Outbox.Holds(meter.Key):
                    PostTranscription(meter);
                    break;
                case ServiceNames.ElevenLabs:
                    PostSpeech(meter);
                    break;
            }
        }
    }

    public void PostTranscription(UsageMeter meter) => PostTranscription(meter, "");

    /// <summary>Sets what came over the connection that is open now.</summary>
    public void SettleTranscription(long micros, UsageMeter meter)
    {
        PostTranscription(meter);
        meter.Settle(_transcribedBefore + micros);
        // Its own suffix: the settled total may equal one that was posted before the last seconds were counted.
        PostTranscription(meter, "/settled");
    }

    /// <summary>Of what came over the connection that is open now, all beyond this is uncertain: posted as an estimate, what was posted of it before taken back.</summary>
    public void LoseTranscription(long acknowledgedMicros, UsageMeter meter)
    {
        var sent = meter.UsageMicros;
        meter.Settle(Math.Min(sent, _transcribedBefore + acknowledgedMicros));
        PostTranscription(meter, "/settled");
        meter.Settle(sent);
        PostTranscription(meter, "/lost", UsageBasis.Estimated);
    }

    /// <summary>Keyed by the provider's id of the request; one that answers two requests under one id is booked for both.</summary>
    public void PostTokens(UsageMeter meter, string requestId, string basis)
    {
        var key = $"{requestId}/{meter.Key.Operation}";
        var number = _requests[key] = _requests.GetValueOrDefault(key) + 1;
        Post(meter, number == 1 ? key : $"{key}/{number}", basis, requestId);
    }

    /// <summary>From here on, speech belongs to this context; what the one before has not posted is posted under its own key.</summary>
    public void SpeakIn(string contextId, UsageMeter meter)
    {
        if (contextId != _speechContext)
        {
            PostSpeech(meter);
            _speechContext = contextId;
        }
    }

    /// <summary>The last of what was sent is uncertain: posted as an estimate, what was posted of it before taken back.</summary>
    public void LoseSpeech(string contextId, long micros, UsageMeter meter)
    {
        SpeakIn(contextId, meter);
        var sent = meter.UsageMicros;
        meter.Settle(sent - micros);
        PostSpeech(meter);
        meter.Settle(sent);
        PostSpeech(meter, UsageBasis.Estimated);
    }

    /// <summary>The last of what was sent was refused, which costs nothing: taken back, posted or not.</summary>
    public void RefuseSpeech(string contextId, long micros, UsageMeter meter)
    {
        SpeakIn(contextId, meter);
        meter.Settle(meter.UsageMicros - micros);
        PostSpeech(meter);
    }

    public void PostSpeech(UsageMeter meter, string basis = UsageBasis.Metered)
    {
        // Counted for each context, because one that is spoken in again must not use its old keys.
        var number = _speechPostings.GetValueOrDefault(_speechContext) + 1;
        if (Post(meter, $"{callSid}/{ServiceNames.ElevenLabs}/{_speechContext}/{number}", basis))
        {
            _speechPostings[_speechContext] = number;
        }
    }

    public void PostRevenue(long talkSeconds) => PostRevenue(talkSeconds, $"usage/{callSid}/{talkSeconds}");

    public void PostLastRevenue(long talkSeconds) => PostRevenue(talkSeconds, $"usage/{callSid}/end");

    /// <summary>What follows from the line's authoritative length, dated by what it corrects: the end of the call.</summary>
    public void PostReportedLine(UsageMeter line, string basis) => Post(line, CallMeters.DurationKey(callSid), basis);

    public void PostReportedRevenue(int seconds) => PostRevenue(seconds, CallMeters.DurationKey(callSid));

    private void PostTranscription(UsageMeter meter, string suffix, string basis = UsageBasis.Metered) => Post(
        meter, $"{callSid}/{meter.Key}/{meter.UsageMicros}{ConnectionMark(meter)}{suffix}", basis, meter.ProviderRequestId);

    // A connection that was settled lower lets the next one come to a total that was posted before, so all but the first are told apart;
    // that of a restored meter, of which nobody knows any more which one it was, by its id.
    private string ConnectionMark(UsageMeter meter) => _transcriptionCount switch
    {
        0 when meter.ProviderRequestId is not null => $"/{meter.ProviderRequestId}",
        > 1 => $"/{_transcriptionCount}",
        _ => "",
    };

    private void PostRevenue(long talkSeconds, string key)
    {
        if (accountId is { } payer && revenue.Post(talkSeconds, key, callId, payer, clock.Now) is { } posting)
        {
            Outbox.Add(posting);
        }
    }

    private bool Post(UsageMeter meter, string eventKey, string basis = UsageBasis.Metered, string? requestId = null, DateTime? at = null)
    {
        var row = meter.Post(new Posting
        {
            CallId = callId,
            EventKey = eventKey,
            Basis = basis,
            ProviderRequestId = requestId,
            OccurredAt = at ?? clock.Now,
            BookedAt = at ?? clock.Now,
        });
        if (row is not null)
        {
            Outbox.Add(row);
        }

        return row is not null;
    }
}
