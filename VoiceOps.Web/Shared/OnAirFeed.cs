using VoiceOps.Voice.Calls;

namespace VoiceOps.Web.Shared;

/// <summary>The running calls, read from their meters four times a second while anyone watches.</summary>
public sealed class OnAirFeed(LiveCalls calls, TimeProvider time, ILogger<OnAirFeed> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan IdleWindow = TimeSpan.FromSeconds(1);

    private readonly SharedPoll<OnAir> _poll = new(
        _ => Task.FromResult(Idle(calls.Read())), Interval, time, exception => logger.FeedFailed(exception, nameof(OnAirFeed)));

    public IDisposable Subscribe(Func<OnAir, Task> onChange) => _poll.Subscribe(onChange);

    // With no call on nothing changes but the clock: one and the same value, so that nobody is told.
    private static OnAir Idle(OnAir read) =>
        read is { Calls.Count: 0, BurnDollarsPerSecond: 0 } ? Nothing : read;

    private static readonly OnAir Nothing = new() { AsOf = default, Calls = [], BurnDollarsPerSecond = 0, BurnWindow = IdleWindow };
}
