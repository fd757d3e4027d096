using VoiceOps.Voice.Calls;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Shared;

/// <summary>The running calls, read from their meters four times a second while anyone watches.</summary>
public sealed class OnAirFeed(LiveCalls calls, TimeProvider time, ILogger<OnAirFeed> logger) : LiveReading<OnAir>(
    _ => Task.FromResult(Idle(calls.Read())), new LivePace<OnAir>(TimeSpan.FromMilliseconds(250)), time, logger)
{
    private static readonly OnAir Nothing = new() { AsOf = default, Calls = [], BurnDollarsPerSecond = 0, BurnWindow = TimeSpan.FromSeconds(1) };

    // With no call on nothing changes but the clock: one and the same value, so that nobody is told.
    private static OnAir Idle(OnAir read) => read is { Calls.Count: 0, BurnDollarsPerSecond: 0 } ? Nothing : read;
}
