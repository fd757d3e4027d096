using VoiceOps.Voice.TieOut;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.TieOut;

/// <summary>How the books stand, twice a second while anyone watches.</summary>
internal sealed class TieOutFeed(BooksTieOut tieOut, TimeProvider time, ILogger<TieOutFeed> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SharedPoll<TieOutState> _poll = new(
        _ => Task.FromResult(tieOut.State), Interval, time, exception => logger.FeedFailed(exception, nameof(TieOutFeed)));

    public IDisposable Subscribe(Func<TieOutState, Task> onChange) => _poll.Subscribe(onChange);
}
