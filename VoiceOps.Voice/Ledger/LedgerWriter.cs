using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// The one writer of the books: every 2 s, and at once after a posting, it commits the finished rows and the checkpoints of
/// all live calls together. While the store is away the meters go on counting, and it tries again.
/// </summary>
internal sealed class LedgerWriter(
    LedgerStore store, CommitSignal signal, LedgerMetrics metrics, IOptions<LedgerOptions> options, TimeProvider time, ILogger<LedgerWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryAtStop = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, CallMeters> _calls = [];
    private readonly WakeSignal _wake = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CallCommits _commits = new(store, logger);
    private readonly Publisher _publisher = new(store, time, logger);
    private volatile bool _isServing;
    private LedgerWriterState _state = new();

    public LedgerWriterState State
    {
        get => Volatile.Read(ref _state);
        private set => Volatile.Write(ref _state, value);
    }

    /// <summary>Takes the call's meters on, until it has ended and all of it is committed. False when it has others that are not done.</summary>
    public bool TryOpen(CallMeters meters)
    {
        (meters.Posted, meters.Settling, meters.Reopened) = (Wake, () => _calls.TryRemove(KeyValuePair.Create(meters.CallId, meters)), () => Reopen(meters));
        if (!_calls.TryAdd(meters.CallId, meters))
        {
            return false;
        }

        Wake();
        return true;
    }

    private void Reopen(CallMeters meters)
    {
        if (!TryOpen(meters))
        {
            logger.LateUsageLost(meters.CallSid, meters.UncommittedNanos);
        }
    }

    /// <summary>The meters of a call of which not everything is committed; null when the store holds all of it.</summary>
    public CallMeters? Find(long callId) => _calls.GetValueOrDefault(callId);

    /// <summary>The same by Twilio's id, for when the store cannot tell the call's own.</summary>
    public CallMeters? Find(string callSid) => _calls.Values.FirstOrDefault(meters => meters.CallSid == callSid);

    /// <summary>
    /// Commits rows that no call's meters hold, such as corrections: in turn with the live calls' commits, so keep it short.
    /// <paramref name="make"/> reads inside the transaction. Returns how many usage rows are new. When the store is away it
    /// throws and nothing is written: whoever asked tries again.
    /// </summary>
    public Task<int> PostAsync(Func<VoiceOpsContext, CancellationToken, Task<IReadOnlyList<LedgerBatch>>> make, CancellationToken cancellationToken) =>
        PostAsync(make, verify: null, cancellationToken);

    /// <summary>The same with a look at the rows as they were written, which takes them back by throwing.</summary>
    public async Task<int> PostAsync(
        Func<VoiceOpsContext, CancellationToken, Task<IReadOnlyList<LedgerBatch>>> make,
        Func<VoiceOpsContext, CancellationToken, Task>? verify,
        CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        int added;
        var movesMore = false;
        try
        {
            added = await store.CommitAsync(MakeAsync, verify, cancellationToken);
        }
        finally
        {
            _flushing.Release();
        }

        if (added > 0 || movesMore)
        {
            signal.Raise();
        }

        return added;

        // A length that changes no started minute moves revenue alone.
        async Task<IReadOnlyList<LedgerBatch>> MakeAsync(VoiceOpsContext context, CancellationToken token)
        {
            var batches = await make(context, token);
            movesMore = batches.Any(batch => batch.Revenue.Count + batch.Credits.Count > 0);
            return batches;
        }
    }

    /// <summary>Makes staged rows visible, all at once. False, with nothing written, when <paramref name="holds"/> says inside the transaction that they no longer follow from the books.</summary>
    /// <exception cref="PublicationException">It cannot be done beside live calls.</exception>
    public async Task<bool> PublishAsync(
        StagedBooks staged, Func<VoiceOpsContext, CancellationToken, Task<bool>> holds, IProgress<PublicationProgress>? progress, CancellationToken cancellationToken)
    {
        var isPublished = await _publisher.PublishAsync(staged, holds, _flushing, _isServing, progress, cancellationToken);
        if (isPublished)
        {
            signal.Raise();
        }

        return isPublished;
    }

    /// <summary>For whoever must not wait for the database, such as the webhook of a caller: no commit of staged rows is in the way of who has it.</summary>
    public RightOfWay RightOfWay => _publisher.RightOfWay;

    private void Wake() => _wake.Set();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host waits no longer. What is not committed is estimated from the checkpoints at the next start.
        }

        // What the store could not take would be lost with this process, so it is tried for as long as the host allows.
        while (State.Fault is not null && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(RetryAtStop, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await FlushAsync(CancellationToken.None);
        }

        TellRefused();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _isServing = true;
        var checkpointed = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var due = options.Value.CheckpointInterval - time.GetElapsedTime(checkpointed);
            await _wake.WaitAsync(due, time, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            var isCheckpoint = time.GetElapsedTime(checkpointed) >= options.Value.CheckpointInterval;
            if (!isCheckpoint)
            {
                // A store that is away is not hammered by every turn of every call; otherwise postings of the same moment share a commit.
                await Task.Delay(State.Fault is null ? Gathering : options.Value.CheckpointInterval, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await FlushAsync(postingsOnly: !isCheckpoint, stoppingToken);
            checkpointed = isCheckpoint ? time.GetTimestamp() : checkpointed;
        }
    }

    /// <summary>Commits whatever there is now; a failure is kept for the next time.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => FlushAsync(postingsOnly: false, cancellationToken);

    private async Task FlushAsync(bool postingsOnly, CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        try
        {
            await CommitAsync(postingsOnly, cancellationToken);
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task CommitAsync(bool postingsOnly, CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        var collected = Collect(now, postingsOnly);
        if (collected.Count == 0)
        {
            return;
        }

        var started = time.GetTimestamp();
        var done = new List<CollectedCall>();
        try
        {
            if (await _commits.CommitAsync(collected, done, cancellationToken) is { } fault)
            {
                Failed(fault, now, collected.Except(done).ToList());
            }
            else
            {
                Committed(now, done, time.GetElapsedTime(started));
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // What is done is done; the rest waits for the next time.
        }

        foreach (var (meters, batch) in done)
        {
            meters.Acknowledge(batch);
        }

        signal.Raise();
    }

    /// <summary>What the calls have for the books. A call whose rows were refused is asked with the checkpoints only, not at every posting of the others.</summary>
    private List<CollectedCall> Collect(DateTime now, bool postingsOnly)
    {
        var collected = new List<CollectedCall>();
        foreach (var meters in _calls.Values.Where(meters => !postingsOnly || !_commits.IsRefused(meters)))
        {
            try
            {
                meters.Advance();
                if (meters.Collect(now, postingsOnly) is { IsEmpty: false } batch)
                {
                    collected.Add(new CollectedCall(meters, batch));
                }
            }
            catch (Exception exception)
            {
                // A call that cannot be rated must not stop the books of the others.
                logger.CallNotRated(exception, meters.CallSid);
            }
        }

        return collected;
    }

    private void Committed(DateTime now, List<CollectedCall> done, TimeSpan took)
    {
        var rows = done.Sum(call => call.Batch.Events.Count);
        if (State.FaultSince is { } faultSince)
        {
            logger.CommitsAgain(done.Count, rows, now - faultSince);
        }

        metrics.Committed(rows, took, _commits.RefusedCount);
        State = new LedgerWriterState
        {
            LastCommitAt = done.Count > 0 ? now : State.LastCommitAt,
            RefusedCalls = _commits.RefusedCount,
            Refusal = _commits.Refusal,
        };
    }

    private void Failed(Exception fault, DateTime now, List<CollectedCall> held)
    {
        var since = State.FaultSince ?? now;
        var rows = held.Sum(call => call.Batch.Events.Count);
        State = State with { Fault = fault.Message, FaultSince = since, HeldRows = rows, HeldCalls = held.Count };
        metrics.Failed(since, rows);
        Tell(fault, since == now, held.Count);
    }

    /// <summary>What the store would not take goes with this process, but not in silence.</summary>
    private void TellRefused()
    {
        foreach (var call in Collect(time.GetUtcTime(), postingsOnly: false).Where(call => _commits.IsRefused(call.Meters)))
        {
            var costs = call.Batch.Events.GroupBy(row => row.Service).Select(rows => $"{rows.Key} ${new Money(rows.Sum(row => row.CostNanos ?? 0))}");
            logger.CallLost(call.Meters.CallSid, call.Batch.Events.Count, string.Join(", ", costs));
        }
    }

    // It is tried every two seconds: one line says that the store is away, and one that it is back.
    private void Tell(Exception exception, bool isFirst, int calls)
    {
        if (isFirst)
        {
            logger.CommitFailed(exception, calls);
        }
        else
        {
            logger.CommitFailedAgain(calls, exception.Message);
        }
    }
}
