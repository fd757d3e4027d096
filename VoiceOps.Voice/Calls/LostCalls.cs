using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Calls;

/// <summary>At start: calls that a server left open are closed as server-lost, with what their checkpoints hold.</summary>
internal sealed class LostCalls(CallRecords records, StoredMeters stored, LedgerWriter writer, TimeProvider time, ILogger<LostCalls> logger)
{
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var call in await records.OpenAsync(cancellationToken))
        {
            if (StoredCallOf(call) is { } answered)
            {
                var meters = await stored.RestoreAsync(answered, cancellationToken);
                meters.End(CallRecords.Close(call.Id, () => new CallClosing
                {
                    Status = CallStatus.Completed,
                    EndedReason = EndedReason.ServerLost,
                    MissingUsage = MissingUsage.Explain(meters.Read().ServicesUsed, fault: null),
                    EndedAt = meters.AnsweredAt + meters.Elapsed,
                    DurationSeconds = meters.DurationSeconds,
                }));
                writer.TryOpen(meters);
            }
            else
            {
                await records.CloseUnansweredAsync(call.Id, new CallClosing
                {
                    Status = CallStatus.Failed,
                    EndedReason = EndedReason.ServerLost,
                    MissingUsage = MissingUsage.ExplainAll("the server was lost before the media stream started", ServiceNames.All),
                    EndedAt = time.GetUtcTime(),
                }, cancellationToken);
            }

            logger.LostCallClosed(call.CallSid);
        }

        await writer.FlushAsync(cancellationToken);
    }

    internal static StoredCall? StoredCallOf(Call call) => call is not { StartedAt: { } answeredAt, AccountId: { } accountId } ? null : new StoredCall
    {
        CallId = call.Id,
        CallSid = call.CallSid,
        AccountId = accountId,
        PricePerMinute = call.PricePerMinute,
        BillingIncrementSeconds = call.BillingIncrementSeconds,
        AnsweredAt = answeredAt,
    };
}
