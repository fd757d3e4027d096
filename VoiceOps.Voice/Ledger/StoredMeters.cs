using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>Brings the meters of a call back from the store, to close it after a crash or to post what became known later.</summary>
internal sealed class StoredMeters(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, TimeProvider time)
{
    public async Task<CallMeters> RestoreAsync(StoredCall call, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await RestoreAsync(context, call, cancellationToken);
    }

    /// <summary>The same as the books stand inside a transaction.</summary>
    public async Task<CallMeters> RestoreAsync(VoiceOpsContext context, StoredCall call, CancellationToken cancellationToken)
    {
        var checkpoints = await context.MeterCheckpoints.AsNoTracking().Where(row => row.CallId == call.CallId).ToListAsync(cancellationToken);
        var movements = await context.LedgerTransactions.AsNoTracking()
            .Where(row => row.CallId == call.CallId && row.Kind == LedgerKind.Usage)
            .Select(row => new { row.TalkSeconds, row.BilledSeconds })
            .ToListAsync(cancellationToken);
        var terms = new CallTerms
        {
            RateCard = await rateCards.LoadAsync(context, call.FrozenAt, cancellationToken),
            AccountId = call.AccountId,
            PricePerMinute = call.PricePerMinute,
            BillingIncrementSeconds = call.BillingIncrementSeconds,
        };
        var revenue = new CallRevenue(movements.Sum(row => row.TalkSeconds), movements.Sum(row => row.BilledSeconds));
        var elapsed = TimeSpan.FromMicroseconds(checkpoints.Select(row => row.ElapsedMicros).DefaultIfEmpty().Max());
        var line = await StoredLine.ReadAsync(
            context, call,
            checkpoints.Exists(row => row is { Service: ServiceNames.Twilio, Operation: OperationNames.Voice }),
            terms.RateCard.Find(ServiceNames.Twilio, OperationNames.Voice, model: null), cancellationToken);
        if (line.Estimate is { } estimate)
        {
            checkpoints.Add(estimate);
        }

        return CallMeters.Restore(
            call.CallId, call.CallSid, terms, call.AnsweredAt, elapsed, checkpoints, revenue, time, line.IsFinal ? null : line.Basis);
    }

    /// <summary>True when the line's authoritative length has been posted: it is told once, and the first word stands.</summary>
    public static async Task<bool> HasReportedDurationAsync(VoiceOpsContext context, string callSid, CancellationToken cancellationToken)
    {
        var key = CallMeters.DurationKey(callSid);
        return await context.UsageEvents.AnyAsync(row => row.EventKey == key, cancellationToken)
            || await context.LedgerTransactions.AnyAsync(row => row.TransactionKey == key, cancellationToken);
    }
}
