using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// All meters of one call and its clock. The call adds usage from any thread; the one <see cref="LedgerWriter"/> collects
/// finished rows and checkpoints. A row that was made is kept until it is committed and is never rated again.
/// </summary>
public sealed class CallMeters
{
    private const long MicrosPerAudioByte = 125; // mu-law: 8,000 bytes a second
    private static readonly TimeSpan PostingInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _answeredTimestamp;
    private readonly CallTerms _terms;
    private readonly Dictionary<MeterKey, UsageMeter> _meters = [];
    private readonly RevenueMeter _revenue;
    private readonly CallOutbox _outbox = new();
    private readonly UsageMeter _line;
    private readonly Dictionary<string, int> _speechPostings = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _frozen;
    private TimeSpan _lastPosting;
    private string? _transcriptionId;
    private string _speechContext = "none";
    private int? _reportedSeconds;
    private bool _ended;
    private bool _isSettled;
    private bool _isClosed;

    public CallMeters(long callId, string callSid, CallTerms terms, TimeProvider time)
    {
        (CallId, CallSid, _terms, _time) = (callId, callSid, terms, time);
        AnsweredAt = time.GetUtcTime();
        _answeredTimestamp = time.GetTimestamp();
        _revenue = new RevenueMeter(terms.PricePerMinute, terms.BillingIncrementSeconds);
        _line = Meter(ServiceNames.Twilio, OperationNames.Voice, null);
        _outbox.Answered(AnsweredAt);
    }

    private CallMeters(long callId, string callSid, CallTerms terms, TimeProvider time, DateTime answeredAt, TimeSpan elapsed)
        : this(callId, callSid, terms, time)
    {
        AnsweredAt = answeredAt;
        _frozen = elapsed;
        _ended = true;
    }

    public long CallId { get; }

    public string CallSid { get; }

    public DateTime AnsweredAt { get; }

    /// <summary>Time since the answer; stands still once the call has ended.</summary>
    public TimeSpan Elapsed => _frozen ?? _time.GetElapsedTime(_answeredTimestamp);

    /// <summary>Called after a posting, so that it is committed at once rather than at the next checkpoint.</summary>
    internal Action? Posted { get; set; }

    /// <summary>Completes when the call has ended and everything of it is committed.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The length of the ended call in whole seconds: Twilio's own figure when it has told one, else started seconds.</summary>
    public int DurationSeconds => _reportedSeconds ?? (int)Math.Ceiling(Elapsed.TotalSeconds);

    /// <summary>A call that has ended, as its checkpoints and the books hold it, so that a later fact about it can be posted.</summary>
    public static CallMeters Restore(
        long callId, string callSid, CallTerms terms, DateTime answeredAt, TimeSpan elapsed,
        IEnumerable<MeterCheckpoint> checkpoints, CallRevenue revenue, TimeProvider time)
    {
        var restored = new CallMeters(callId, callSid, terms, time, answeredAt, elapsed);
        foreach (var checkpoint in checkpoints)
        {
            var meter = UsageMeter.Restore(checkpoint);
            restored._meters[meter.Key] = meter;
        }

        restored._revenue.Restore(revenue.TalkSeconds, revenue.BilledSeconds, revenue.Posted);
        restored._outbox.AlreadyAnswered();
        return restored;
    }

    /// <summary>The key of what follows from Twilio's own figure of a call's length.</summary>
    public static string DurationKey(string callSid) => $"call-duration/{callSid}";

    /// <summary>The provider's id of the call's transcription; its rows carry it, so that what it bills can be found.</summary>
    public void TranscriptionStarted(string? requestId)
    {
        lock (_gate)
        {
            _transcriptionId = requestId;
        }
    }

    /// <summary>Audio sent to be transcribed, in mu-law bytes.</summary>
    public void AudioSent(int bytes, string model)
    {
        lock (_gate)
        {
            Meter(ServiceNames.Deepgram, OperationNames.Transcription, model).Add(bytes * MicrosPerAudioByte);
        }
    }

    /// <summary>The provider's own figure of the audio it transcribed replaces what was counted here.</summary>
    public void TranscriptionSettled(decimal seconds, string model)
    {
        lock (_gate)
        {
            var meter = Meter(ServiceNames.Deepgram, OperationNames.Transcription, model);
            Post(meter, TotalKey(meter), requestId: _transcriptionId);
            meter.Settle((long)decimal.Round(seconds * UsageUnits.MicrosPerUnit, MidpointRounding.ToEven));
            // Its own suffix: the settled total may equal one that was posted before the last seconds were counted.
            Post(meter, TotalKey(meter) + "/settled", requestId: _transcriptionId);
        }
    }

    /// <summary>Characters (Unicode code points) sent to be spoken, heard or not.</summary>
    public void CharactersSent(int characters, string contextId, string model)
    {
        lock (_gate)
        {
            var meter = Meter(ServiceNames.ElevenLabs, OperationNames.Speech, model);
            if (contextId != _speechContext)
            {
                PostSpeech(meter);
                _speechContext = contextId;
            }

            meter.Add(characters * UsageUnits.MicrosPerUnit);
        }
    }

    /// <summary>Tokens of one request to the language model, posted at once.</summary>
    public void TokensUsed(string requestId, string model, long promptTokens, long completionTokens, string basis = UsageBasis.Metered)
    {
        lock (_gate)
        {
            PostTokens(OperationNames.Prompt, promptTokens);
            PostTokens(OperationNames.Completion, completionTokens);
        }

        Posted?.Invoke();

        void PostTokens(string operation, long tokens)
        {
            var meter = Meter(ServiceNames.Cerebras, operation, model);
            meter.Add(tokens * UsageUnits.MicrosPerUnit);
            Post(meter, $"{requestId}/{operation}", basis: basis, requestId: requestId);
        }
    }

    /// <summary>Posts what the turn that just ended has used.</summary>
    public void EndTurn()
    {
        lock (_gate)
        {
            PostRunning();
        }

        Posted?.Invoke();
    }

    /// <summary>Moves the clock on: a line minute is posted when it starts, everything else at least once a minute.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            PostLine(Elapsed);
            if (Elapsed - _lastPosting >= PostingInterval)
            {
                PostRunning();
            }
        }
    }

    /// <summary>The line is down: the clock stands still while the providers are closed and tell their last figures.</summary>
    public void StopClock() => StopClock(Elapsed);

    /// <summary>The same, at a length that is known.</summary>
    public void StopClock(TimeSpan elapsed)
    {
        lock (_gate)
        {
            _frozen ??= elapsed;
        }
    }

    /// <summary>Posts all that is left. <paramref name="closeCall"/> lands in the same commit as the last rows. A call ends once: the first word stands.</summary>
    public void End(Func<VoiceOpsContext, CancellationToken, Task> closeCall)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _frozen ??= Elapsed;
            _ended = true;
            PostLine(Elapsed);
            PostRunning();
            PostRevenue((int)Math.Ceiling(Elapsed.TotalSeconds), $"usage/{CallSid}/end");
            if (_reportedSeconds is { } seconds)
            {
                PostReported(seconds);
            }

            _outbox.Add(closeCall);
        }

        Posted?.Invoke();
    }

    /// <summary>
    /// Twilio's authoritative length of the call: sets the line's minutes and the revenue, never the transcription.
    /// Before <see cref="End"/> it is kept until then; on a call that has ended it is posted now, with
    /// <paramref name="change"/> in the same commit. False when all of the call is committed and nobody collects from these
    /// meters any more: restore them first.
    /// </summary>
    public bool ReportDuration(int seconds, Func<VoiceOpsContext, CancellationToken, Task> change)
    {
        lock (_gate)
        {
            if (_isSettled)
            {
                return false;
            }

            _reportedSeconds = seconds;
            if (_ended)
            {
                PostReported(seconds);
                _outbox.Add(change);
            }
        }

        Posted?.Invoke();
        return true;
    }

    /// <summary>Counts a call that was restored without ever having been told as answered.</summary>
    public void Answer()
    {
        lock (_gate)
        {
            _outbox.Answered(AnsweredAt);
        }
    }

    /// <summary>Lands in the same commit as whatever is posted next.</summary>
    public void CommitWith(Func<VoiceOpsContext, CancellationToken, Task> change)
    {
        lock (_gate)
        {
            _outbox.Add(change);
        }
    }

    /// <summary>What the call has cost and earned up to this moment, committed or not.</summary>
    public LiveFigures Read()
    {
        lock (_gate)
        {
            var costs = _meters.Values.GroupBy(meter => meter.Key.Service)
                .ToDictionary(service => service.Key, service => new Money(service.Sum(meter => meter.Rated?.Nanos ?? 0)));
            var used = _meters.Values.Where(meter => meter.UsageMicros != 0).ToList();
            return new LiveFigures
            {
                Elapsed = Elapsed,
                CostByService = costs,
                Revenue = _revenue.RevenueAt((long)Elapsed.TotalSeconds),
                ServicesUsed = [.. used.Select(meter => meter.Key.Service).Distinct()],
                HasUnpriced = used.Any(meter => meter.Rate is null),
            };
        }
    }

    /// <summary>What is to be committed; with <paramref name="postingsOnly"/>, null while there is nothing but checkpoints.</summary>
    internal LedgerBatch? Collect(DateTime now, bool postingsOnly = false)
    {
        lock (_gate)
        {
            if (postingsOnly && _outbox.IsEmpty)
            {
                return null;
            }

            var checkpoints = _meters.Values.Where(meter => meter.UsageMicros != 0 || meter.PostedMicros != 0)
                .Select(meter => meter.Checkpoint(CallId, Elapsed, now)).ToList();
            return _outbox.Collect(checkpoints);
        }
    }

    /// <summary>The batch is committed. True when the call has ended and nothing of it is left to write.</summary>
    internal bool Acknowledge(LedgerBatch batch)
    {
        lock (_gate)
        {
            _outbox.Acknowledge(batch);
            if (!_ended || !_outbox.IsEmpty)
            {
                return false;
            }

            _isSettled = true;
        }

        _settled.TrySetResult();
        return true;
    }

    private UsageMeter Meter(string service, string operation, string? model)
    {
        var key = new MeterKey(service, operation, model);
        if (!_meters.TryGetValue(key, out var meter))
        {
            meter = new UsageMeter(key, _terms.RateCard.Find(service, operation, model));
            _meters.Add(key, meter);
        }

        return meter;
    }

    private void PostLine(TimeSpan elapsed)
    {
        var line = _meters[_line.Key];
        // While the store is away the row of an earlier minute waits; this minute is counted and posted after it.
        var micros = Math.Max(line.UsageMicros, StartedMinutes.Micros(elapsed, line.Rate));
        line.Settle(micros);
        if (!_outbox.Holds(line.Key) || _ended)
        {
            var startedMinute = Math.Max(0, (elapsed.Ticks - 1) / TimeSpan.TicksPerMinute);
            Post(line, TotalKey(line), at: AnsweredAt + TimeSpan.FromMinutes(startedMinute));
        }
    }

    private void PostRunning()
    {
        _lastPosting = Elapsed;
        foreach (var meter in _meters.Values.ToList())
        {
            switch (meter.Key.Service)
            {
                case ServiceNames.Deepgram when !_outbox.Holds(meter.Key) || _ended:
                    Post(meter, TotalKey(meter), requestId: _transcriptionId);
                    break;
                case ServiceNames.ElevenLabs:
                    PostSpeech(meter);
                    break;
            }
        }

        if (!_ended)
        {
            var talkSeconds = (long)Elapsed.TotalSeconds;
            PostRevenue(talkSeconds, $"usage/{CallSid}/{talkSeconds}");
        }
    }

    private void PostSpeech(UsageMeter meter)
    {
        // Counted for each context, because one that is spoken in again must not use its old keys.
        var number = _speechPostings.GetValueOrDefault(_speechContext) + 1;
        if (Post(meter, $"{CallSid}/{ServiceNames.ElevenLabs}/{_speechContext}/{number}"))
        {
            _speechPostings[_speechContext] = number;
        }
    }

    private void PostReported(int seconds)
    {
        var line = _meters[_line.Key];
        line.Settle(StartedMinutes.Micros(TimeSpan.FromSeconds(seconds), line.Rate));
        // Dated by what it corrects: the end of the call.
        Post(line, DurationKey(CallSid), at: AnsweredAt + Elapsed);
        PostRevenue(seconds, DurationKey(CallSid));
    }

    private void PostRevenue(long talkSeconds, string key)
    {
        if (_revenue.Post(talkSeconds, key, CallId, _terms.AccountId, AnsweredAt + Elapsed) is { } transaction)
        {
            _outbox.Add(transaction);
        }
    }

    private bool Post(UsageMeter meter, string eventKey, string basis = UsageBasis.Metered, string? requestId = null, DateTime? at = null)
    {
        var bookedAt = UtcTime.ToMicrosecond(at ?? (AnsweredAt + Elapsed));
        var row = meter.Post(new Posting
        {
            CallId = CallId,
            EventKey = eventKey,
            Basis = basis,
            ProviderRequestId = requestId,
            OccurredAt = bookedAt,
            BookedAt = bookedAt,
        });
        if (row is null)
        {
            return false;
        }

        _outbox.Add(row);
        return true;
    }

    private string TotalKey(UsageMeter meter) => $"{CallSid}/{meter.Key}/{meter.UsageMicros}";
}
