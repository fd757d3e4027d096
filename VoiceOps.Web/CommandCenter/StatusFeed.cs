using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.CommandCenter;

/// <summary>The system's state, measured every three seconds while anyone watches.</summary>
internal sealed class StatusFeed(StatusReader reader, TimeProvider time, ILogger<StatusFeed> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly SharedPoll<StatusReport> _poll = new(
        reader.ReadAsync, Interval, time, exception => logger.FeedFailed(exception, nameof(StatusFeed)));

    public IDisposable Subscribe(Func<StatusReport, Task> onChange) => _poll.Subscribe(onChange);
}
