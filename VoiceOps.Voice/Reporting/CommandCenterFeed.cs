using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reporting;

/// <summary>
/// Live snapshots: one a <see cref="RangeRequest"/>, shared by all who watch it, read again after commits (ten times a
/// second at most) and when the day turns. Nothing is read for a range that nobody watches.
/// </summary>
public sealed class CommandCenterFeed : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RangeRequest, RangeFeed> _feeds = [];
    private readonly Func<RangeRequest, CancellationToken, Task<CommandCenterSnapshot>> _read;
    private readonly CommitSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public CommandCenterFeed(CommandCenterQueries queries, CommitSignal signal, TimeProvider time, ILogger<CommandCenterFeed> logger)
        : this(queries.ReadAsync, signal, time, logger)
    {
    }

    internal CommandCenterFeed(
        Func<RangeRequest, CancellationToken, Task<CommandCenterSnapshot>> read, CommitSignal signal, TimeProvider time, ILogger logger)
    {
        (_read, _signal, _time, _logger) = (read, signal, time, logger);
    }

    /// <summary>
    /// Calls back with the snapshot as it stands, then with newer ones until disposed; never twice at once, and a slow
    /// callback only skips what was outdated meanwhile. A read that fails goes to <paramref name="onError"/>.
    /// </summary>
    public IDisposable Subscribe(RangeRequest request, Func<CommandCenterSnapshot, Task> onSnapshot, Func<Exception, Task>? onError = null)
    {
        var viewer = new SnapshotViewer(onSnapshot, onError, exception => _logger.ViewerFailed(exception, request));
        lock (_gate)
        {
            if (!_feeds.TryGetValue(request, out var feed))
            {
                feed = new RangeFeed(request, _read, _signal, _time, _logger);
                _feeds.Add(request, feed);
            }

            feed.Add(viewer);
        }

        return new Subscription(() => Unsubscribe(request, viewer));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var feed in _feeds.Values)
            {
                feed.Dispose();
            }

            _feeds.Clear();
        }
    }

    private void Unsubscribe(RangeRequest request, SnapshotViewer viewer)
    {
        viewer.Stop();
        lock (_gate)
        {
            // A viewer that lets go twice must not end a feed that others have started since.
            if (_feeds.TryGetValue(request, out var feed) && feed.Remove(viewer) && feed.IsEmpty)
            {
                _feeds.Remove(request);
                feed.Dispose();
            }
        }
    }

    private sealed class Subscription(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
