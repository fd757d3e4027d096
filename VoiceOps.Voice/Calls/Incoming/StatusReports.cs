using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Takes status callbacks, in whatever order they come: a call's authoritative length, and ends that were missed.</summary>
internal sealed class StatusReports(
    LiveCalls liveCalls, StreamTokens tokens, CallRecords records, StoredMeters stored, LedgerWriter writer, SecondLegs secondLegs, UnrecordedCalls unrecorded, TimeProvider time,
    ILogger<StatusReports> logger)
{
    private static readonly TimeSpan CommitTime = TimeSpan.FromSeconds(5);

    public async Task TakeAsync(StatusReport report, CancellationToken cancellationToken)
    {
        if (!report.IsTerminal)
        {
            return;
        }

        try
        {
            await MatchAsync(report, cancellationToken);
        }
        catch (Exception exception) when (UnrecordedCalls.IsStoreAway(exception))
        {
            // Twilio tells it once.
            logger.ReportWaits(exception, report.CallSid, report.CallStatus);
            unrecorded.Add(report);
        }
    }

    /// <summary>Takes a report that came while the store was away.</summary>
    public Task TakeLateAsync(StatusReport report, CancellationToken cancellationToken) => MatchAsync(report, cancellationToken);

    private async Task MatchAsync(StatusReport report, CancellationToken cancellationToken)
    {
        // A call that is on, or not all committed, needs no store to take its length.
        if (writer.Find(report.CallSid) is { } live && TellOpen(live, report))
        {
            tokens.Revoke(live.CallId);
            return;
        }

        using var first = await writer.RightOfWay.TakeAsync(cancellationToken);
        if (await records.FindAsync(report.CallSid, cancellationToken) is not { } call)
        {
            if (report.ParentCallSid is not null && await records.FindAsync(report.ParentCallSid, cancellationToken) is { } parent)
            {
                await secondLegs.TakeAsync(parent, report, cancellationToken);
                return;
            }

            logger.UnknownCall(report.CallSid, report.CallStatus);
            return;
        }

        tokens.Revoke(call.Id);
        await records.LineIsDownAsync(report.CallSid, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (writer.Find(call.Id) is { } open)
            {
                if (TellOpen(open, report))
                {
                    return;
                }

                // All of it was committed in this moment: go on with what the store holds.
                await open.Settled.WaitAsync(cancellationToken);
            }

            call = await records.FindAsync(report.CallSid, cancellationToken) ?? call;
            if (LostCalls.StoredCallOf(call) is { } answered)
            {
                await TellStoredAsync(answered, report);
                return;
            }

            if (await CloseUnansweredAsync(call, report, cancellationToken) is not { } meters)
            {
                return;
            }

            if (writer.TryOpen(meters))
            {
                // The writer has them now; one whose rows the store refuses must not hold up what comes after it.
                await meters.Settled.WaitAsync(CommitTime, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }
        }
    }

    private bool TellOpen(CallMeters meters, StatusReport report)
    {
        meters.CommitWith(new LineDown(meters.CallId, time.GetUtcTime()));
        if (report.DurationSeconds is { } seconds)
        {
            if (!meters.ReportDuration(seconds, new CallLengthReported(meters.CallId, seconds)))
            {
                return false;
            }

            logger.DurationReported(report.CallSid, seconds);
        }

        // Its media stream should have told already; the line is down, so it must not go on billing.
        liveCalls.Find(meters.CallId)?.LineIsDown();
        return true;
    }

    /// <summary>
    /// Of a call that the store holds all of. Its line is read and its difference written in one turn of the one writer, so that
    /// nothing else of it, such as a backfill's estimate, comes between and is counted beside it.
    /// </summary>
    private async Task TellStoredAsync(StoredCall call, StatusReport report)
    {
        if (report.DurationSeconds is not { } seconds)
        {
            return;
        }

        // Twilio tells it once: its request may be given up while the writer is busy, the length may not.
        await writer.PostAsync(
            async (context, token) =>
            {
                if (await StoredMeters.HasReportedDurationAsync(context, call.CallSid, token))
                {
                    return [];
                }

                logger.DurationReported(call.CallSid, seconds);
                var meters = await stored.RestoreAsync(context, call, token);
                meters.ReportDuration(seconds, new CallLengthReported(call.CallId, seconds));
                return [LedgerBatch.Of(meters.Collect(time.GetUtcTime())!)];
            },
            CancellationToken.None);
    }

    /// <summary>Twilio answered the line, but its stream never came, or nobody answered at all: the meters with what is to be posted, or null for nothing.</summary>
    private async Task<CallMeters?> CloseUnansweredAsync(Call call, StatusReport report, CancellationToken cancellationToken)
    {
        if (call.Status == CallStatus.Rejected)
        {
            return null;
        }

        // A call that was closed here unanswered may have been answered at Twilio all the same: its length says so.
        if (report.DurationSeconds is not > 0 || call.AccountId is not { } accountId)
        {
            await records.CloseUnansweredAsync(call.Id, new CallClosing
            {
                Status = report.CallStatus,
                EndedReason = EndedReason.CallerHangup,
                MissingUsage = MissingUsage.ExplainAll("the call ended before it was answered", ServiceNames.All),
                EndedAt = time.GetUtcTime(),
            }, cancellationToken);
            return null;
        }

        var seconds = report.DurationSeconds.Value;
        var meters = await stored.RestoreAsync(new StoredCall
        {
            CallId = call.Id,
            CallSid = call.CallSid,
            AccountId = accountId,
            // The caller heard nothing, so nothing is charged for it; the line's minutes are billed to us all the same.
            PricePerMinute = 0,
            BillingIncrementSeconds = call.BillingIncrementSeconds,
            FrozenAt = call.CreatedAt,
            AnsweredAt = call.CreatedAt,
        }, cancellationToken);
        meters.Answer();
        meters.ReportDuration(seconds, new CallAnswered(call.Id, meters.AnsweredAt));
        meters.CommitWith(new CallClosed(call.Id, new CallClosing
        {
            Status = report.CallStatus,
            EndedReason = call.EndedReason ?? EndedReason.SocketLost,
            EndedDetail = call.EndedDetail,
            MissingUsage = call.EndedReason == EndedReason.Rejected
                ? call.MissingUsage
                : MissingUsage.ExplainAll("the media stream never started", ServiceNames.All.Where(service => service != ServiceNames.Twilio)),
            EndedAt = call.EndedAt ?? time.GetUtcTime(),
            DurationSeconds = seconds,
        }));
        return meters;
    }
}
