using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>
/// What the webhooks brought while the store was away: calls that were turned away because their row could not be written,
/// and status reports that could not be matched to a call. Both are worked off once the store is back.
/// </summary>
internal sealed class UnrecordedCalls(CallRecords records, ILogger<UnrecordedCalls> logger)
{
    // An hour's worth of one caller a second. What comes on top is counted in the log and in the metric, and has no row.
    private const int MaxHeld = 3_600;

    private readonly ConcurrentQueue<Call> _calls = [];
    private readonly ConcurrentQueue<StatusReport> _reports = [];

    /// <summary>Whether an exception tells of the store and not of what was to be written.</summary>
    public static bool IsStoreAway(Exception exception) => DatabaseFaults.IsOfStore(exception);

    public void Add(Call call)
    {
        if (_calls.Count < MaxHeld)
        {
            _calls.Enqueue(call);
        }
    }

    public void Add(StatusReport report)
    {
        if (_reports.Count < MaxHeld)
        {
            _reports.Enqueue(report);
        }
    }

    /// <summary>Writes the rows of the calls and takes the reports; stops at the first that the store does not take.</summary>
    public async Task WorkOffAsync(StatusReports reports, CancellationToken cancellationToken)
    {
        try
        {
            await WorkOffAsync(_calls, call => records.AddAsync(call, cancellationToken), call => call.CallSid, cancellationToken);
            await WorkOffAsync(_reports, report => reports.TakeLateAsync(report, cancellationToken), report => report.CallSid, cancellationToken);
        }
        catch (Exception exception) when (IsStoreAway(exception))
        {
            logger.StoreStillAway(_calls.Count, _reports.Count);
        }
    }

    private async Task WorkOffAsync<T>(ConcurrentQueue<T> waiting, Func<T, Task> takeAsync, Func<T, string> callSid, CancellationToken cancellationToken)
    {
        // Those that are there now, each once.
        for (var left = waiting.Count; left > 0 && waiting.TryPeek(out var first); left--)
        {
            try
            {
                await takeAsync(first);
            }
            catch (Exception exception) when (DatabaseFaults.IsOfRows(exception))
            {
                // It will never be taken, and what comes after it must be.
                logger.LateRecordRefused(exception, callSid(first));
            }
            catch (Exception exception) when (!IsStoreAway(exception) && !cancellationToken.IsCancellationRequested)
            {
                // Nobody knows whether it will be taken, so it waits behind the others.
                logger.LateRecordWaits(exception, callSid(first));
                waiting.Enqueue(first);
            }

            waiting.TryDequeue(out _);
        }
    }
}
