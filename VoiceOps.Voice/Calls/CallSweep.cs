using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls;

/// <summary>
/// Looks after what no session does: what webhooks brought while the store was away, and calls whose media stream never came. Whatever fails is
/// tried again at the next sweep, and keeps nothing else waiting.
/// </summary>
internal sealed class CallSweep(
    LiveCalls liveCalls, StreamTokens tokens, CallRecords records, UnrecordedCalls unrecorded, StatusReports reports, TimeProvider time,
    ILogger<CallSweep> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        liveCalls.Read(); // keeps the burn rate's samples coming while nobody watches
        foreach (var pending in tokens.Expired())
        {
            try
            {
                if (!tokens.IsAwaited(pending.Call.Id, pending.Number))
                {
                    await CloseAsync(pending.Call, cancellationToken);
                }

                tokens.Drop(pending);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.StreamNotClosed(exception, pending.Call.CallSid);
            }
        }

        await unrecorded.WorkOffAsync(reports, cancellationToken);
    }

    private async Task CloseAsync(Call call, CancellationToken cancellationToken)
    {
        if (liveCalls.Find(call.Id) is not null)
        {
            return;
        }

        await records.CloseUnansweredAsync(call.Id, new CallClosing
        {
            Status = CallStatus.Failed,
            EndedReason = EndedReason.SocketLost,
            MissingUsage = MissingUsage.ExplainAll("the media stream never started", ServiceNames.All),
            EndedAt = time.GetUtcTime(),
        }, cancellationToken);
        logger.StreamNeverStarted(call.CallSid);
    }
}
