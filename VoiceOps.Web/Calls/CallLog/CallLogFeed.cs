using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>The page of the log that each viewer is at, read again after commits, once a second at most.</summary>
public sealed class CallLogFeed(CallLogQueries log, ReportingClock clock, CommitSignal commits, TimeProvider time, ILogger<CallLogFeed> logger)
    : LiveReadings<CallLogView, CallLogReading>(
        (view, token) => ReadAsync(log, clock, view, token), new LivePace<CallLogReading>(TimeSpan.FromSeconds(1)) { Commits = commits }, time, logger)
{
    private static async Task<CallLogReading> ReadAsync(CallLogQueries log, ReportingClock clock, CallLogView view, CancellationToken cancellationToken)
    {
        var page = await log.PageAsync(view.Address.Filter, view.Position, cancellationToken);
        var totals = await log.TotalsAsync(view.Address.Filter, cancellationToken);
        view.Stay(page);
        return new CallLogReading(page, totals, clock.Now);
    }
}
