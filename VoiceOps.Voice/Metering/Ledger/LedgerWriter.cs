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
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryAtStop = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, CallMeters> _calls = [];
    private readonly WakeSignal _wake = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);

    // What the store said of calls whose rows it will not take; touched by whoever flushes.
    private readonly Dictionary<long, string> _refused = [];
    private LedgerWriterState _state = new();

    public LedgerWriterState State
    {
        get => Volatile.Read(ref _state);
        private set => Volatile.Write(ref _state, value);
    }

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
            movesMore = batches.Any(batch => batch.Transactions.Count > 0);
            return batches;
        }
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
        var collected = Collect(now, postingsOnly);
        if (collected.Count == 0)
        {
            return;
        }

        var started = time.GetTimestamp();
        var done = new List<CollectedCall>();
        Exception? fault = null;
        try
        {
            fault = await CommitAsync([.. collected.Where(call => !_refused.ContainsKey(call.Meters.CallId))], done, cancellationToken);
            foreach (var refused in collected.Where(call => fault is null && _refused.ContainsKey(call.Meters.CallId)))
            {
                fault = await CommitAsync([refused], done, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is done is done; the rest waits for the next time.
        }

        foreach (var (meters, batch) in done)
        {
            _refused.Remove(meters.CallId);
            if (meters.Acknowledge(batch))
            {
                _calls.TryRemove(meters.CallId, out _);
            }
        }

        var rows = done.Sum(call => call.Batch.Events.Count);
        var held = collected.Except(done).ToList();
        if (fault is not null)
        {
            Failed(fault, now, held);
        }
        else if (done.Count > 0)
        {
            Committed(now, done.Count, rows, time.GetElapsedTime(started));
        }

        if (_refused.Count > 0)
        {
            State = State with { RefusedCalls = _refused.Count, Refusal = _refused.Values.First() };
        }

        signal.Raise();
    }

    /// <summary>What the calls have for the books. A call whose rows were refused is asked with the checkpoints only, not at every posting of the others.</summary>
    private List<CollectedCall> Collect(DateTime now, bool postingsOnly)
    {
        var collected = new List<CollectedCall>();
        foreach (var meters in _calls.Values.Where(meters => !postingsOnly || !_refused.ContainsKey(meters.CallId)))
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

    /// <summary>Commits these together; where the store refuses a row, each by itself, so that one call does not hold up the books of all. Returns why the store is away.</summary>
    private async Task<Exception?> CommitAsync(IReadOnlyList<CollectedCall> calls, List<CollectedCall> done, CancellationToken cancellationToken)
    {
        if (calls.Count == 0)
        {
            return null;
        }

        try
        {
            await store.CommitAsync([.. calls.Select(call => call.Batch)], cancellationToken);
            done.AddRange(calls);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (!DatabaseFaults.IsOfRows(exception))
        {
            return exception;
        }
        catch (Exception exception) when (calls.Count == 1)
        {
            var meters = calls[0].Meters;
            if (_refused.TryAdd(meters.CallId, $"{meters.CallSid}: {exception.GetBaseException().Message}"))
            {
                logger.CallRefused(exception, meters.CallSid);
            }

            return null;
        }
        catch
        {
            foreach (var call in calls)
            {
                if (await CommitAsync([call], done, cancellationToken) is { } fault)
                {
                    return fault;
                }
            }

            return null;
        }
    }

    private void Committed(DateTime now, int calls, int rows, TimeSpan took)
    {
        metrics.Committed(rows, took);
        if (State.FaultSince is { } faultSince)
        {
            logger.CommitsAgain(calls, rows, now - faultSince);
        }

        State = new LedgerWriterState { LastCommitAt = now };
    }

    private void Failed(Exception fault, DateTime now, List<CollectedCall> held)
    {
        var since = State.FaultSince ?? now;
        var rows = held.Sum(call => call.Batch.Events.Count);
        State = State with { Fault = fault.Message, FaultSince = since, HeldRows = rows, HeldCalls = held.Count };
        metrics.Failed(since, rows);
        Tell(fault, since == now, held.Count);
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
