using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Layout;

/// <summary>Another number every second, for as long as anybody looks at a page.</summary>
public sealed class BeatFeed(TimeProvider time, ILogger<BeatFeed> logger) : LiveReading<long>(
    _ => Task.FromResult(time.GetTimestamp()), new LivePace<long>(TimeSpan.FromSeconds(1)), time, logger);
