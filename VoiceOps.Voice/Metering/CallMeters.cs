using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering.Ledger;
using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// All meters of one call and its clock. The call adds usage from any thread; the one <see cref="LedgerWriter"/> collects
/// finished rows and checkpoints. A row that was made is kept until it is committed and is never rated again.
/// </summary>
public sealed class CallMeters
{
    private const long MicrosPerAudioByte = 125; // mu-law: 8,000 bytes a second
    private static readonly MeterKey MediaStream = new(ServiceNames.Twilio, OperationNames.MediaStream, null);
    private static readonly TimeSpan PostingInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly CallTerms _terms;
    private readonly CallClock _clock;
    private readonly RevenueMeter _revenue;
    private readonly CallPostings _postings;
    private readonly Dictionary<MeterKey, UsageMeter> _meters = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _lastPosting;
    private int? _reportedSeconds;
    private bool _ended;
    private bool _isSettled;
    private bool _isClosed;
    private string? _lineBasis = UsageBasis.Metered;

    /// <summary>The line is answered now.</summary>
    public CallMeters(long callId, string callSid, CallTerms terms, TimeProvider time)
        : this(callId, callSid, terms, CallClock.Start(time))
    {
        Answer();
    }

    private CallMeters(long callId, string callSid, CallTerms terms, CallClock clock)
    {
        (CallId, CallSid, _terms, _clock) = (callId, callSid, terms, clock);
        _revenue = new RevenueMeter(terms.PricePerMinute, terms.BillingIncrementSeconds);
        _postings = new CallPostings(callId, callSid, terms.AccountId, _revenue, clock);
    }

    public long CallId { get; }

    public string CallSid { get; }

    public DateTime AnsweredAt => _clock.AnsweredAt;

    /// <summary>Time since the answer; stands still once the line is down.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Called after a posting, so that it is committed at once rather than at the next checkpoint.</summary>
    internal Action? Posted { get; set; }

    /// <summary>Completes when the call has ended and everything of it is committed.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The length of the ended call in whole seconds: Twilio's own figure when it has told one, else started seconds.</summary>
    public int DurationSeconds => _reportedSeconds ?? (int)Math.Ceiling(Elapsed.TotalSeconds);

    /// <summary>
    /// A call that has ended, as its checkpoints and the books hold it, so that a later fact about it can be posted.
    /// <paramref name="lineBasis"/> is that of the row which a later length of the line brings, null when the line's cost is
    /// somebody's last word.
    /// </summary>
    public static CallMeters Restore(
        long callId, string callSid, CallTerms terms, DateTime answeredAt, TimeSpan elapsed,
        IEnumerable<MeterCheckpoint> checkpoints, CallRevenue revenue, TimeProvider time, string? lineBasis = UsageBasis.Metered)
    {
        var restored = new CallMeters(callId, callSid, terms, CallClock.Stopped(time, answeredAt, elapsed))
        {
            _ended = true,
            _lineBasis = lineBasis,
        };
        foreach (var checkpoint in checkpoints)
        {
            var meter = UsageMeter.Restore(checkpoint);
            restored._meters[meter.Key] = meter;
        }

        restored._revenue.Restore(revenue.TalkSeconds, revenue.BilledSeconds, revenue.Posted);
        return restored;
    }

    /// <summary>The key of what follows from Twilio's own figure of a call's length.</summary>
    public static string DurationKey(string callSid) => $"call-duration/{callSid}";

    /// <summary>The line's audio is streamed here, which Twilio sells beside its voice minutes: the same clock, rounded up separately.</summary>
    public void StreamStarted()
    {
        lock (_gate)
        {
            Meter(MediaStream.Service, MediaStream.Operation, MediaStream.Model);
        }
    }

    /// <summary>A connection to the transcription is open. A call may have several, one after the other.</summary>
    public void TranscriptionStarted(string? requestId, string model)
    {
        lock (_gate)
        {
            _postings.TranscribeOver(requestId, Meter(ServiceNames.Deepgram, OperationNames.Transcription, model));
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

    /// <summary>The provider's own figure of the audio that came over this connection replaces what was counted for it here.</summary>
    public void TranscriptionSettled(decimal seconds, string model)
    {
        lock (_gate)
        {
            var micros = (long)decimal.Round(seconds * UsageUnits.MicrosPerUnit, MidpointRounding.ToEven);
            _postings.SettleTranscription(micros, Meter(ServiceNames.Deepgram, OperationNames.Transcription, model));
        }
    }

    /// <summary>The connection ended without the provider's own figure: what it is known to have heard is metered, the rest of what was sent estimated.</summary>
    public void TranscriptionLost(decimal acknowledgedSeconds, string model)
    {
        lock (_gate)
        {
            var micros = (long)decimal.Round(acknowledgedSeconds * UsageUnits.MicrosPerUnit, MidpointRounding.ToEven);
            _postings.LoseTranscription(micros, Meter(ServiceNames.Deepgram, OperationNames.Transcription, model));
        }
    }

    /// <summary>Characters (Unicode code points) sent to be spoken, heard or not.</summary>
    public void CharactersSent(int characters, string contextId, string model)
    {
        lock (_gate)
        {
            var meter = Meter(ServiceNames.ElevenLabs, OperationNames.Speech, model);
            _postings.SpeakIn(contextId, meter);
            meter.Add(characters * UsageUnits.MicrosPerUnit);
        }
    }

    /// <summary>Of the characters sent in this context, so many were on their way when the connection broke: whether they arrived is not known, so they are estimated.</summary>
    public void SpeechLost(int characters, string contextId, string model)
    {
        lock (_gate)
        {
            _postings.LoseSpeech(contextId, characters * UsageUnits.MicrosPerUnit, Meter(ServiceNames.ElevenLabs, OperationNames.Speech, model));
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
            _postings.PostTokens(meter, requestId, basis);
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

            PostLine();
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
            _clock.Stop(elapsed);
        }
    }

    /// <summary>Posts all that is left. <paramref name="closeCall"/> lands in the same commit as the last rows. A call ends once: the first word stands.</summary>
    public void End(Func<VoiceOpsContext, CancellationToken, Task> closeCall, WasteFigures? waste = null)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _clock.Stop(Elapsed);
            _ended = true;
            PostLine();
            PostRunning();
            _postings.PostLastRevenue((long)Math.Ceiling(Elapsed.TotalSeconds));
            if (_reportedSeconds is { } seconds)
            {
                PostReported(seconds);
            }

            if (waste is not null)
            {
                _postings.Outbox.Wasted(_clock.Now, waste);
            }

            _postings.Outbox.Add(closeCall);
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
                _postings.Outbox.Add(change);
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
            _postings.Outbox.Answered(AnsweredAt);
        }
    }

    /// <summary>Lands in the same commit as whatever is posted next.</summary>
    public void CommitWith(Func<VoiceOpsContext, CancellationToken, Task> change)
    {
        lock (_gate)
        {
            _postings.Outbox.Add(change);
        }
    }

    /// <summary>What the call has cost beyond what the books hold of it.</summary>
    public long UncommittedNanos
    {
        get
        {
            lock (_gate)
            {
                return _meters.Values.Sum(meter => meter.Rated is { } rated ? rated.Nanos - meter.PostedNanos : 0) + _postings.Outbox.CostNanos;
            }
        }
    }

    /// <summary>What the call has cost and earned up to this moment, committed or not.</summary>
    public LiveFigures Read()
    {
        lock (_gate)
        {
            var costs = _meters.Values.Where(meter => meter.Rated is not null).GroupBy(meter => meter.Key.Service)
                .ToDictionary(service => service.Key, service => new Money(service.Sum(meter => meter.Rated!.Value.Nanos)));
            var used = _meters.Values.Where(meter => meter.UsageMicros != 0).ToList();
            return new LiveFigures
            {
                Elapsed = Elapsed,
                CostByService = costs,
                Revenue = _revenue.RevenueAt((long)Elapsed.TotalSeconds),
                ServicesUsed = [.. used.Select(meter => meter.Key.Service).Distinct()],
                UnpricedServices = [.. used.Where(meter => meter.Rate is null).Select(meter => meter.Key.Service).Distinct()],
            };
        }
    }

    /// <summary>What so much usage (in whole units) costs at the call's own rates; zero where no price is known.</summary>
    public Money PriceOf(string service, string operation, string? model, long units) =>
        units != 0 && _terms.RateCard.Find(service, operation, model) is { } rate ? new Money(Rating.Nanos(rate.UnitPrice, units * UsageUnits.MicrosPerUnit)) : Money.Zero;

    /// <summary>All of one service's usage so far, in whole units.</summary>
    public long UnitsOf(string service)
    {
        lock (_gate)
        {
            return _meters.Values.Where(meter => meter.Key.Service == service).Sum(meter => meter.UsageMicros) / UsageUnits.MicrosPerUnit;
        }
    }

    /// <summary>What so many characters cost of the voice model that the call spoke with.</summary>
    public Money PriceOfSpeech(long characters)
    {
        lock (_gate)
        {
            var model = _meters.Keys.FirstOrDefault(key => key.Service == ServiceNames.ElevenLabs).Model;
            return PriceOf(ServiceNames.ElevenLabs, OperationNames.Speech, model, characters);
        }
    }

    /// <summary>What the line and its transcription have cost since a moment of the call: what would not have been spent had it ended then.</summary>
    public Money CostSince(TimeSpan moment)
    {
        lock (_gate)
        {
            var nanos = 0L;
            foreach (var meter in _meters.Values.Where(meter => meter.Rate is not null))
            {
                nanos += meter.Key.Service switch
                {
                    ServiceNames.Twilio => Rating.Nanos(meter.Rate!.UnitPrice, meter.UsageMicros - StartedMinutes.Micros(moment, meter.Rate)),
                    ServiceNames.Deepgram => Rating.NanosPerMinute(meter.Rate!.UnitPrice, Math.Max(0, meter.UsageMicros - (moment.Ticks / TimeSpan.TicksPerMicrosecond))),
                    _ => 0,
                };
            }

            return new Money(nanos);
        }
    }

    /// <summary>What is to be committed; with <paramref name="postingsOnly"/>, null while there is nothing but checkpoints.</summary>
    internal LedgerBatch? Collect(DateTime now, bool postingsOnly = false)
    {
        lock (_gate)
        {
            if (postingsOnly && _postings.Outbox.IsEmpty)
            {
                return null;
            }

            var checkpoints = _meters.Values.Where(meter => meter.UsageMicros != 0 || meter.PostedMicros != 0)
                .Select(meter => meter.Checkpoint(CallId, Elapsed, now)).ToList();
            return _postings.Outbox.Collect(checkpoints) with { IsTest = _terms.IsTest };
        }
    }

    /// <summary>The batch is committed. True when the call has ended and nothing of it is left to write.</summary>
    internal bool Acknowledge(LedgerBatch batch)
    {
        lock (_gate)
        {
            _postings.Outbox.Acknowledge(batch);
            if (!_ended || !_postings.Outbox.IsEmpty)
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

    private UsageMeter Line() => Meter(ServiceNames.Twilio, OperationNames.Voice, null);

    private void PostLine()
    {
        if (_terms.IsTest)
        {
            return;
        }

        PostStarted(Line());
        if (_meters.TryGetValue(MediaStream, out var stream))
        {
            PostStarted(stream);
        }
    }

    private void PostStarted(UsageMeter line)
    {
        line.Settle(Math.Max(line.UsageMicros, StartedMinutes.Micros(Elapsed, line.Rate)));
        if (MayPost(line))
        {
            var startedMinute = Math.Max(0, (Elapsed.Ticks - 1) / TimeSpan.TicksPerMinute);
            _postings.PostTotal(line, AnsweredAt + TimeSpan.FromMinutes(startedMinute));
        }
    }

    private void PostRunning()
    {
        _lastPosting = Elapsed;
        foreach (var meter in _meters.Values)
        {
            switch (meter.Key.Service)
            {
                case ServiceNames.Deepgram when MayPost(meter):
                    _postings.PostTranscription(meter);
                    break;
                case ServiceNames.ElevenLabs:
                    _postings.PostSpeech(meter);
                    break;
            }
        }

        if (!_ended)
        {
            _postings.PostRevenue((long)Elapsed.TotalSeconds);
        }
    }

    /// <summary>While the store is away and a row of a time-based meter waits, the meter goes on counting and posts after it.</summary>
    private bool MayPost(UsageMeter meter) => _ended || !_postings.Outbox.Holds(meter.Key);

    private void PostReported(int seconds)
    {
        // After Twilio's price, minutes that come later would be paid twice.
        if (_lineBasis is { } basis)
        {
            var line = Line();
            line.Settle(StartedMinutes.Micros(TimeSpan.FromSeconds(seconds), line.Rate));
            _postings.PostReportedLine(line, basis);
        }

        _postings.PostReportedRevenue(seconds);
    }
}
