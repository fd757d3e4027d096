using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Metering.Ledger;

/// <summary>
/// The one writer of the books: every 2 s, and at once after a posting, it commits the finished rows and the checkpoints of
/// all live calls together. While the store is away the meters go on counting, and it tries again.
/// </summary>
internal sealed class LedgerWriter(
    LedgerStore store, CommitSignal signal, MeteringMetrics metrics, IOptions<MeteringOptions> options, TimeProvider time, ILogger<LedgerWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryAtStop = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, CallMeters> _calls = [];
    private readonly WakeSignal _wake = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private LedgerWriterState _state = new();

    public LedgerWriterState State => Volatile.Read(ref _state);

    /// <summary>Takes the call's meters on, until it has ended and all of it is committed. False when it has others that are not done.</summary>
    public bool TryOpen(CallMeters meters)
    {
        meters.Posted = Wake;
        if (!_calls.TryAdd(meters.CallId, meters))
        {
            return false;
        }

        Wake();
        return true;
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
        try
        {
            added = await store.CommitAsync(make, verify, cancellationToken);
        }
        finally
        {
            _flushing.Release();
        }

        if (added > 0)
        {
            signal.Raise();
        }

        return added;
    }

    private void Wake() => _wake.Set();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
        // What the store could not take would be lost with this process, so it is tried for as long as the host allows.
        while (State.Fault is not null && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(RetryAtStop, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await FlushAsync(CancellationToken.None);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
        var collected = new List<(CallMeters Meters, LedgerBatch Batch)>();
        foreach (var meters in _calls.Values)
        {
            try
            {
                meters.Advance();
                if (meters.Collect(now, postingsOnly) is { IsEmpty: false } batch)
                {
                    collected.Add((meters, batch));
                }
            }
            catch (Exception exception)
            {
                // A call that cannot be rated must not stop the books of the others.
                logger.CallNotRated(exception, meters.CallSid);
            }
        }

        if (collected.Count == 0)
        {
            return;
        }

        var started = time.GetTimestamp();
        var rows = collected.Sum(pair => pair.Batch.Events.Count);
        try
        {
            await store.CommitAsync([.. collected.Select(pair => pair.Batch)], cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            var since = State.FaultSince ?? now;
            Volatile.Write(ref _state, State with { Fault = exception.Message, FaultSince = since, HeldRows = rows, HeldCalls = collected.Count });
            metrics.Failed(since, rows);
            Tell(exception, since == now, collected.Count);
            signal.Raise();
            return;
        }

        foreach (var (meters, batch) in collected)
        {
            if (meters.Acknowledge(batch))
            {
                _calls.TryRemove(meters.CallId, out _);
            }
        }

        metrics.Committed(rows, time.GetElapsedTime(started));
        if (State.FaultSince is { } faultSince)
        {
            logger.CommitsAgain(collected.Count, rows, now - faultSince);
        }

        Volatile.Write(ref _state, new LedgerWriterState { LastCommitAt = now });
        signal.Raise();
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
