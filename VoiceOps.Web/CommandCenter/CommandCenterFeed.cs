using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.CommandCenter;

/// <summary>A snapshot for each range that is watched, read again after commits (ten times a second at most) and when the day turns.</summary>
public sealed class CommandCenterFeed : LiveReadings<RangeRequest, CommandCenterSnapshot>
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public CommandCenterFeed(CommandCenterQueries queries, CommitSignal commits, TimeProvider time, ILogger<CommandCenterFeed> logger)
        : this(queries.ReadAsync, commits, time, logger)
    {
    }

    internal CommandCenterFeed(
        Func<RangeRequest, CancellationToken, Task<CommandCenterSnapshot>> read, CommitSignal commits, TimeProvider time, ILogger logger)
        : base(read, new LivePace<CommandCenterSnapshot>(Interval) { Commits = commits, OutdatedAt = snapshot => snapshot.Range.End }, time, logger)
    {
    }
}
