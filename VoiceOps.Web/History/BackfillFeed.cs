using VoiceOps.Voice.History;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.History;

/// <summary>How far the backfill is, twice a second while anyone watches.</summary>
internal sealed class BackfillFeed(TwilioBackfill backfill, TimeProvider time, ILogger<BackfillFeed> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SharedPoll<BackfillProgress> _poll = new(
        _ => Task.FromResult(backfill.Progress), Interval, time, exception => logger.FeedFailed(exception, nameof(BackfillFeed)));

    public IDisposable Subscribe(Func<BackfillProgress, Task> onChange) => _poll.Subscribe(onChange);
}
