using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>At start: calls that a server left open are closed as server-lost, with what their checkpoints hold.</summary>
internal sealed class LostCalls(CallRecords records, StoredMeters stored, LedgerWriter writer, TimeProvider time, ILogger<LostCalls> logger)
{
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var call in await records.OpenAsync(cancellationToken))
        {
            try
            {
                await CloseAsync(call, cancellationToken);
                logger.LostCallClosed(call.CallSid);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One call that cannot be closed must not keep the server from taking others.
                logger.LostCallNotClosed(exception, call.CallSid);
            }
        }

        await writer.FlushAsync(cancellationToken);
    }

    private async Task CloseAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.EndedAt is not null)
        {
            // Turned away with an apology whose minute was not committed any more.
            var apology = await stored.RestoreAsync(Stored(call, call.CreatedAt), cancellationToken);
            apology.Answer();
            apology.End(() => new CallApologized(call.Id, call.CreatedAt));
            writer.TryOpen(apology);
            return;
        }

        if (StoredCallOf(call) is not { } answered)
        {
            await records.CloseUnansweredAsync(call.Id, new CallClosing
            {
                Status = CallStatus.Failed,
                EndedReason = EndedReason.ServerLost,
                MissingUsage = MissingUsage.ExplainAll("the server was lost before the media stream started", ServiceNames.All),
                EndedAt = time.GetUtcTime(),
            }, cancellationToken);
            return;
        }

        var meters = await stored.RestoreAsync(answered, cancellationToken);
        meters.End(() => new CallClosed(call.Id, new CallClosing
        {
            Status = CallStatus.Completed,
            EndedReason = EndedReason.ServerLost,
            MissingUsage = MissingUsage.Explain(meters.Read().ServicesUsed, fault: null),
            EndedAt = meters.AnsweredAt + meters.Elapsed,
            DurationSeconds = meters.DurationSeconds,
        }));
        writer.TryOpen(meters);
    }

    /// <summary>What the store keeps of a call that was answered; null for one that was not.</summary>
    internal static StoredCall? StoredCallOf(Call call) => call.StartedAt is { } answeredAt && (call.AccountId is not null || call.Direction == CallDirection.Test) ? Stored(call, answeredAt) : null;

    private static StoredCall Stored(Call call, DateTime answeredAt) => new()
    {
        CallId = call.Id,
        CallSid = call.CallSid,
        AccountId = call.Direction == CallDirection.Test ? null
            : call.AccountId ?? throw new InvalidOperationException($"Call {call.CallSid} has no account."),
        PricePerMinute = call.PricePerMinute,
        BillingIncrementSeconds = call.BillingIncrementSeconds,
        FrozenAt = call.CreatedAt,
        AnsweredAt = answeredAt,
    };
}
