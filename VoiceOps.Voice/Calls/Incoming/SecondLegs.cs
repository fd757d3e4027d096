using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>
/// The second leg of a call that was put through: Twilio bills it by itself, so it is a call of its own in the books, with its line's minutes and
/// nothing else. Nobody is charged for it.
/// </summary>
internal sealed class SecondLegs(CallRecords records, StoredMeters stored, LedgerWriter writer, AppVersion version, TimeProvider time, ILogger<SecondLegs> logger)
{
    private static readonly TimeSpan CommitTime = TimeSpan.FromSeconds(5);

    private const string NoUsage = "the line was put through, and only Twilio carries its second leg";

    /// <summary>Records the leg that has ended. The same report again adds nothing.</summary>
    public async Task TakeAsync(Call parent, StatusReport report, CancellationToken cancellationToken)
    {
        if (parent.AccountId is not { } accountId)
        {
            return;
        }

        var seconds = report.DurationSeconds ?? 0;
        var closing = new CallClosing
        {
            Status = report.CallStatus,
            EndedReason = EndedReason.CallerHangup,
            EndedDetail = $"put through from {parent.CallSid}",
            MissingUsage = MissingUsage.ExplainAll(NoUsage, ServiceNames.All.Where(service => seconds == 0 || service != ServiceNames.Twilio)),
            EndedAt = time.GetUtcTime(),
            DurationSeconds = seconds,
        };
        var (leg, isNew) = await records.AddAsync(NewLeg(parent, accountId, report, closing), cancellationToken);
        if (!isNew || seconds == 0)
        {
            return;
        }

        logger.SecondLeg(parent.CallSid, leg.CallSid, seconds);
        var meters = await stored.RestoreAsync(new StoredCall
        {
            CallId = leg.Id,
            CallSid = leg.CallSid,
            AccountId = accountId,
            PricePerMinute = leg.PricePerMinute,
            BillingIncrementSeconds = leg.BillingIncrementSeconds,
            FrozenAt = parent.CreatedAt,
            AnsweredAt = leg.CreatedAt,
        }, cancellationToken);
        meters.Answer();
        meters.ReportDuration(seconds, new CallAnswered(leg.Id, meters.AnsweredAt));
        meters.CommitWith(new CallClosed(leg.Id, closing));
        if (writer.TryOpen(meters))
        {
            // The writer has them now; one whose rows the store refuses must not hold up what comes after it.
            await meters.Settled.WaitAsync(CommitTime, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Call NewLeg(Call parent, long accountId, StatusReport report, CallClosing closing) => new()
    {
        CallSid = report.CallSid,
        Direction = CallDirection.OutboundDial,
        FromNumber = report.FromNumber,
        ToNumber = report.ToNumber,
        AccountId = accountId,
        PersonaId = parent.PersonaId,
        Status = closing.Status,
        EndedReason = closing.EndedReason,
        EndedDetail = closing.EndedDetail,
        MissingUsage = closing.MissingUsage,
        AppVersion = version.WithSchema,
        PricePerMinute = 0,
        BillingIncrementSeconds = parent.BillingIncrementSeconds,
        CreatedAt = closing.EndedAt.AddSeconds(-closing.DurationSeconds ?? 0),
        EndedAt = closing.EndedAt,
        LineDownAt = closing.EndedAt,
    };
}
