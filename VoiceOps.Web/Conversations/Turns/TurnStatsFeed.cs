using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>
/// Latency and waste of whatever is asked for, read again after commits, every five seconds at most. Going through a range's turns is
/// so much work that a page which is opened again within three seconds gets what was read before.
/// </summary>
public sealed class TurnStatsFeed(TurnStatsQueries queries, CommitSignal commits, TimeProvider time, ILogger<TurnStatsFeed> logger)
    : LiveReadings<TurnStatsRequest, TurnStats>(
        queries.ReadAsync,
        new LivePace<TurnStats>(TimeSpan.FromSeconds(5)) { Commits = commits, OutdatedAt = stats => stats.Range.End, KeptFor = TimeSpan.FromSeconds(3) },
        time, logger);
