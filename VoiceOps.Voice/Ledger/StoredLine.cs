using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>How the line of an ended call stands in the books, so that a length that is told later counts no minute twice.</summary>
internal sealed record StoredLine
{
    /// <summary>What its meter goes on from where rows stand that no meter of a call has posted: the estimate of a backfill.</summary>
    public MeterCheckpoint? Estimate { get; init; }

    /// <summary>Of the row that a later length adds. A difference to an estimate is no surer than the estimate.</summary>
    public string Basis { get; init; } = UsageBasis.Metered;

    /// <summary>Its cost is somebody's last word: what Twilio billed, or what another system had counted.</summary>
    public bool IsFinal { get; init; }

    public static async Task<StoredLine> ReadAsync(
        VoiceOpsContext context, StoredCall call, bool hasCheckpoint, AppliedRate? rate, CancellationToken cancellationToken)
    {
        var billedKey = BilledKeys.New(BilledKeys.TwilioPrice(call.CallSid));
        if (await context.UsageEvents.AnyAsync(row => row.EventKey == billedKey, cancellationToken))
        {
            return new StoredLine { IsFinal = true };
        }

        var rows = await context.UsageEvents.AsNoTracking()
            .Where(row => row.CallId == call.CallId && row.Service == ServiceNames.Twilio && row.Operation == OperationNames.Voice && row.CorrectsEventId == null)
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var isEstimated = rows.Count > 0 && rows.TrueForAll(row => row.Basis == UsageBasis.Estimated);
        return new StoredLine
        {
            Estimate = isEstimated && !hasCheckpoint ? Checkpoint(call, rows, rate) : null,
            Basis = isEstimated ? UsageBasis.Estimated : UsageBasis.Metered,
            IsFinal = rows.Count > 0 && !isEstimated && !hasCheckpoint,
        };
    }

    private static MeterCheckpoint Checkpoint(StoredCall call, List<UsageEvent> rows, AppliedRate? rate) => new()
    {
        CallId = call.CallId,
        MeterKey = new MeterKey(ServiceNames.Twilio, OperationNames.Voice, null).ToString(),
        Service = ServiceNames.Twilio,
        Operation = OperationNames.Voice,
        UsageUnit = rows[^1].UsageUnit,
        UsageMicros = rows.Sum(row => row.UsageMicros),
        PostedMicros = rows.Sum(row => row.UsageMicros),
        PostedNanos = rows.Sum(row => row.CostNanos ?? 0),
        UnitCost = rows[^1].UnitCost,
        PricingType = rows[^1].UnitCost is null ? null : PricingType.Of(ServiceNames.Twilio),
        IncrementSeconds = rate?.IncrementSeconds,
        PricingSource = rows[^1].PricingSource,
        ElapsedMicros = 0,
        UpdatedAt = rows[^1].BookedAt,
    };
}
