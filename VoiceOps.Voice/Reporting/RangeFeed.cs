using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reporting;

/// <summary>Reads the snapshots of one range while it is watched: waits for a commit, waits out the interval, reads, repeats.</summary>
internal sealed class RangeFeed : IDisposable
{
    internal static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);
    internal static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<SnapshotViewer> _viewers = [];
    private readonly CancellationTokenSource _stop = new();
    // One note of "something was committed" is as good as many, so a further one may be dropped.
    private readonly Channel<bool> _commits = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly RangeRequest _request;
    private readonly Func<RangeRequest, CancellationToken, Task<CommandCenterSnapshot>> _read;
    private readonly IDisposable _subscription;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    // A snapshot or a failure: a newcomer is told at once how things stand, and never shown what was read before a failure.
    private Action<SnapshotViewer>? _latest;

    public RangeFeed(
        RangeRequest request, Func<RangeRequest, CancellationToken, Task<CommandCenterSnapshot>> read, CommitSignal signal, TimeProvider time, ILogger logger)
    {
        (_request, _read, _time, _logger) = (request, read, time, logger);
        _subscription = signal.Subscribe(() => _commits.Writer.TryWrite(true));
        // SQLite reads on the thread that asks, which here would be a page's.
        _ = Task.Run(RunAsync);
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _viewers.Count == 0;
            }
        }
    }

    public void Add(SnapshotViewer viewer)
    {
        lock (_gate)
        {
            _viewers.Add(viewer);
            _latest?.Invoke(viewer);
        }
    }

    public bool Remove(SnapshotViewer viewer)
    {
        lock (_gate)
        {
            return _viewers.Remove(viewer);
        }
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _stop.Cancel();
    }

    private async Task RunAsync()
    {
        var stopping = _stop.Token;
        try
        {
            while (true)
            {
                var started = _time.GetTimestamp();
                var wait = await ReadAsync(stopping);
                await WaitForCommitAsync(wait, stopping);
                if (MinInterval - _time.GetElapsedTime(started) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, _time, stopping);
                }

                // Noted before the read that follows, so that read has it.
                _commits.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
    }

    /// <summary>Reads and hands out one snapshot; returns how long it may stand when nothing is committed.</summary>
    private async Task<TimeSpan> ReadAsync(CancellationToken stopping)
    {
        try
        {
            var snapshot = await _read(_request, stopping);
            Publish(viewer => viewer.Offer(snapshot));
            var untilDayTurns = snapshot.Range.End - _time.GetUtcNow().UtcDateTime;
            return untilDayTurns > TimeSpan.Zero && untilDayTurns < MaxAge ? untilDayTurns : MaxAge;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            _logger.SnapshotFailed(exception, _request);
            Publish(viewer => viewer.Offer(exception));
            return RetryAfter;
        }
    }

    private void Publish(Action<SnapshotViewer> offer)
    {
        lock (_gate)
        {
            _latest = offer;
            _viewers.ForEach(offer);
        }
    }

    private async Task WaitForCommitAsync(TimeSpan atMost, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            await _commits.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Old enough to be read again; the day may have turned.
        }
    }
}
