using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Calls;

/// <summary>Each call that is watched, read again after commits: four times a second at most while it is on, every two seconds afterwards.</summary>
public sealed class CallFeed(CallQueries queries, ReportingClock clock, CommitSignal commits, TimeProvider time, ILogger<CallFeed> logger)
    : LiveReadings<long, CallReading>(
        async (id, token) => new CallReading(await queries.FindAsync(id, token), clock.Now),
        new LivePace<CallReading>(WhileOn)
        {
            Commits = commits,
            IntervalAfter = reading => reading.Ledger is { Call.EndedAt: not null } ? Afterwards : WhileOn,
        },
        time, logger)
{
    private static readonly TimeSpan WhileOn = TimeSpan.FromMilliseconds(250);

    // A call that is over still gets Twilio's length and the providers' own figures.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(2);
}
