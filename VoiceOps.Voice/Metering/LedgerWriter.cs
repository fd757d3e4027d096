using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// The one writer of the books: every 2 s, and at once after a posting, it commits the finished rows and the checkpoints of
/// all live calls together. While the store is away the meters go on counting, and it tries again.
/// </summary>
internal sealed class LedgerWriter(
    LedgerStore store, CommitSignal signal, IOptions<MeteringOptions> options, TimeProvider time, ILogger<LedgerWriter> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<CallMeters, byte> _calls = [];
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private LedgerWriterState _state = new();

    public LedgerWriterState State => Volatile.Read(ref _state);

    /// <summary>Takes the call's meters on, until it has ended and all of it is committed.</summary>
    public void Open(CallMeters meters)
    {
        _calls.TryAdd(meters, 0);
        Wake();
    }

    /// <summary>Commits soon rather than at the next checkpoint.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already woken.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await FlushAsync(stoppingToken);
            if (State.Fault is not null)
            {
                // Woken by every turn of every call, a store that is away would be hammered.
                await Task.Delay(options.Value.CheckpointInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Commits whatever there is now; a failure is kept for the next time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        try
        {
            await CommitAsync(cancellationToken);
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        var collected = new List<(CallMeters Meters, LedgerBatch Batch)>();
        foreach (var meters in _calls.Keys)
        {
            meters.Advance();
            if (meters.Collect(now) is { IsEmpty: false } batch)
            {
                collected.Add((meters, batch));
            }
        }

        if (collected.Count == 0)
        {
            return;
        }

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
            Volatile.Write(ref _state, State with { Fault = exception.Message, FaultSince = since });
            logger.CommitFailed(exception, collected.Count);
            signal.Raise();
            return;
        }

        foreach (var (meters, batch) in collected)
        {
            if (meters.Acknowledge(batch))
            {
                _calls.TryRemove(meters, out _);
            }
        }

        Volatile.Write(ref _state, new LedgerWriterState { LastCommitAt = now });
        signal.Raise();
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.CheckpointInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stoppingToken);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Time for the next checkpoint.
        }
    }
}
