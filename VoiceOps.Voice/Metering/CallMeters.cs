using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// All meters of one call and its clock. The call adds usage from any thread; the one writer of the books collects
/// finished rows and checkpoints. A row that was made is kept until it is committed and is never rated again.
/// </summary>
public sealed class CallMeters
{
    private static readonly TimeSpan PostingInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly CallTerms _terms;
    private readonly CallClock _clock;
    private readonly RevenueMeter _revenue;
    private readonly CallPostings _postings;
    private readonly MeterSet _meters;
    private readonly LineMeters _line;
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _lastPosting;
    private int? _reported;
    private bool _ended;
    private bool _isSettled;
    private bool _isClosed;
    private bool _isReopened;

    /// <summary>The line is answered now.</summary>
    public CallMeters(long callId, string callSid, CallTerms terms, TimeProvider time)
        : this(callId, callSid, terms, CallClock.Start(time), UsageBasis.Metered)
    {
        Answer();
    }

    private CallMeters(long callId, string callSid, CallTerms terms, CallClock clock, string? lineBasis)
    {
        (CallId, CallSid, _terms, _clock) = (callId, callSid, terms, clock);
        _revenue = new RevenueMeter(terms.PricePerMinute, terms.BillingIncrementSeconds);
        _postings = new CallPostings(callId, callSid, terms.AccountId, _revenue, clock);
        _meters = new MeterSet(terms.RateCard);
        _line = new LineMeters(_meters, _postings, clock, lineBasis);
        Usage = new CallUsage(_gate, _meters, _postings, _line, UsageAdded, () => Posted?.Invoke());
        Prices = new CallPrices(_gate, _meters);
    }

    public long CallId { get; }

    public string CallSid { get; }

    /// <summary>Where the call's usage is added.</summary>
    public CallUsage Usage { get; }

    /// <summary>What parts of that usage cost.</summary>
    public CallPrices Prices { get; }

    public DateTime AnsweredAt => _clock.AnsweredAt;

    /// <summary>Time since the answer; stands still once the line is down.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Called after a posting, so that it is committed at once rather than at the next checkpoint.</summary>
    internal Action? Posted { get; set; }

    /// <summary>
    /// Called once all of the ended call is committed, before anything else can be added to it: whoever collects lets go of it here, so that
    /// usage that comes in the very next moment finds nobody and reopens it.
    /// </summary>
    internal Action? Settling { get; set; }

    /// <summary>Called when usage comes to light after all of the ended call was committed, so that it is collected as well.</summary>
    internal Action? Reopened { get; set; }

    /// <summary>Completes when the call has ended and everything of it is committed.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The length of the ended call in whole seconds: Twilio's own figure when it has told one, else started seconds.</summary>
    public int DurationSeconds => _reported ?? (int)Math.Ceiling(Elapsed.TotalSeconds);

    /// <summary>
    /// A call that has ended, as its checkpoints and the books hold it, so that a later fact about it can be posted.
    /// <paramref name="lineBasis"/> is that of the row which a later length of the line brings, null when the line's cost is
    /// somebody's last word.
    /// </summary>
    public static CallMeters Restore(
        long callId, string callSid, CallTerms terms, DateTime answeredAt, TimeSpan elapsed,
        IEnumerable<MeterCheckpoint> checkpoints, CallRevenue revenue, TimeProvider time, string? lineBasis = UsageBasis.Metered)
    {
        var restored = new CallMeters(callId, callSid, terms, CallClock.Stopped(time, answeredAt, elapsed), lineBasis)
        {
            _ended = true,
        };
        foreach (var checkpoint in checkpoints)
        {
            restored._meters.Restore(checkpoint);
        }

        restored._revenue.Restore(revenue.TalkSeconds, revenue.BilledSeconds);
        return restored;
    }

    /// <summary>The key of what follows from Twilio's own figure of a call's length.</summary>
    public static string DurationKey(string callSid) => $"call-duration/{callSid}";

    /// <summary>Posts what the turn that just ended has used.</summary>
    public void EndTurn()
    {
        Locked(PostRunning);
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
    public void StopClock(TimeSpan elapsed) => Locked(() => _clock.Stop(elapsed));

    /// <summary>The line is back, unless the call has ended meanwhile.</summary>
    public void ResumeClock() => Locked(() =>
    {
        if (!_isClosed)
        {
            _clock.Resume();
        }
    });

    /// <summary>
    /// Posts all that is left, with <paramref name="closing"/> in the same commit as the last rows: made once the clock stands, so that it can
    /// tell the call's length. A call ends once: the first word stands.
    /// </summary>
    public void End(Func<JournalEntry?> closing, WasteFigures? waste = null)
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
            // First, so that a call whose usage cannot be rated ends all the same.
            Write(closing());
            if (waste is not null)
            {
                _postings.Outbox.Wasted(_clock.Now, waste);
            }

            PostLine();
            PostRunning();
            _postings.PostLastRevenue((long)Math.Ceiling(Elapsed.TotalSeconds));
            if (_reported is { } reported)
            {
                PostReported(reported);
            }
        }

        Posted?.Invoke();
    }

    /// <summary>
    /// Twilio's authoritative length of the call: sets the line's minutes and the revenue, never the transcription.
    /// Before <see cref="End"/> it is kept until then; on a call that has ended it is posted now, with
    /// <paramref name="entry"/> in the same commit. False when all of the call is committed and nobody collects from these
    /// meters any more: restore them first.
    /// </summary>
    public bool ReportDuration(int seconds, JournalEntry? entry = null)
    {
        lock (_gate)
        {
            if (_isSettled)
            {
                return false;
            }

            _reported = seconds;
            if (_ended)
            {
                PostReported(seconds);
                Write(entry);
            }
        }

        Posted?.Invoke();
        return true;
    }

    /// <summary>Counts a call that was restored without ever having been told as answered.</summary>
    public void Answer() => Locked(() => _postings.Outbox.Answered(AnsweredAt));

    /// <summary>Lands in the same commit as whatever is posted next.</summary>
    public void CommitWith(JournalEntry entry) => Locked(() => Write(entry));

    /// <summary>What the call has cost beyond what the books hold of it.</summary>
    public long UncommittedNanos
    {
        get
        {
            lock (_gate)
            {
                return _meters.UnpostedNanos + _postings.Outbox.CostNanos;
            }
        }
    }

    /// <summary>What the call has cost and earned up to this moment, committed or not.</summary>
    public LiveFigures Read()
    {
        lock (_gate)
        {
            return _meters.Read(Elapsed, _revenue.RevenueAt((long)Elapsed.TotalSeconds));
        }
    }

    /// <summary>What is to be committed; with <paramref name="postingsOnly"/>, null while there is nothing but checkpoints.</summary>
    internal CallBatch? Collect(DateTime now, bool postingsOnly = false)
    {
        lock (_gate)
        {
            if (postingsOnly && _postings.Outbox.IsEmpty)
            {
                return null;
            }

            return _postings.Outbox.Collect(_meters.Checkpoints(CallId, Elapsed, now, isLast: _ended && !_isReopened), _terms.IsTest);
        }
    }

    /// <summary>The batch is committed. True when the call has ended and nothing of it is left to write.</summary>
    internal bool Acknowledge(CallBatch batch)
    {
        lock (_gate)
        {
            _postings.Outbox.Acknowledge(batch);
            _meters.Keep(batch.Checkpoints);
            if (!_ended || !_postings.Outbox.IsEmpty)
            {
                return false;
            }

            _isSettled = true;
            Settling?.Invoke();
        }

        _settled.TrySetResult();
        return true;
    }

    private void Write(JournalEntry? entry)
    {
        if (entry is not null)
        {
            _postings.Outbox.Add(entry);
        }
    }

    private void Locked(Action act)
    {
        lock (_gate)
        {
            act();
        }
    }

    // A session that was cut off may hang on, and what it used until it let go was used all the same.
    private void UsageAdded()
    {
        if (!_isClosed)
        {
            return;
        }

        PostRunning();
        if (_isSettled)
        {
            // What else of the call was posted meanwhile, other meters did: their checkpoints stay as they are.
            (_isSettled, _isReopened) = (false, true);
            Reopened?.Invoke();
        }
    }

    private void PostLine()
    {
        if (!_terms.IsTest)
        {
            _line.Post(isLast: _ended);
        }
    }

    private void PostRunning()
    {
        _lastPosting = Elapsed;
        _postings.PostRunning(_meters.All, isLast: _ended);
        if (!_ended)
        {
            _postings.PostRevenue((long)Elapsed.TotalSeconds);
        }
    }

    private void PostReported(int seconds)
    {
        _line.PostReported(seconds);
        _postings.PostReportedRevenue(seconds);
    }
}
