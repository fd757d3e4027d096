using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>
/// Gives every call that has a length and no Twilio row its one estimated row. It goes by call id in batches that are each
/// one commit of the one writer, so live calls wait for a batch at most, and a kill loses a batch at most: the next run
/// finds what is left. Run again it writes nothing new.
/// </summary>
internal sealed class TwilioBackfill(
    IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, LedgerWriter writer, TimeProvider time, ILogger<TwilioBackfill> logger)
{
    /// <summary>About 20 ms of the writer's time.</summary>
    internal const int BatchSize = 250;

    private readonly SemaphoreSlim _running = new(1, 1);
    private BackfillProgress _progress = BackfillProgress.None;

    public BackfillProgress Progress => Volatile.Read(ref _progress);

    /// <summary>Runs to its end; two at once run one after the other. A failure stands in the result.</summary>
    public async Task<BackfillProgress> RunAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            Set(new BackfillProgress { Phase = BackfillPhase.Running, StartedAt = time.GetUtcTime(), Calls = await CountAsync(cancellationToken) });
            await WriteAllAsync(started, cancellationToken);
            Set(Progress with { Phase = BackfillPhase.Done, Took = time.GetElapsedTime(started) });
            logger.BackfillDone(Progress.RowsWritten, Progress.Cost);
        }
        catch (Exception exception)
        {
            var isStopped = cancellationToken.IsCancellationRequested;
            Set(Progress with
            {
                Phase = BackfillPhase.Failed,
                Took = time.GetElapsedTime(started),
                Fault = isStopped ? "It was stopped; the next run goes on from here." : exception.Message,
            });
            if (isStopped)
            {
                throw;
            }

            logger.BackfillFailed(exception);
        }
        finally
        {
            _running.Release();
        }

        return Progress;
    }

    private async Task WriteAllAsync(long started, CancellationToken cancellationToken)
    {
        var rating = new BackfillRating(rateCards);
        var after = 0L;
        while (true)
        {
            List<UsageEvent> rows = [];
            var last = after;
            var added = await writer.PostAsync(
                async (context, token) =>
                {
                    // Read inside the writer's transaction: a row that Twilio's own report has brought meanwhile is seen.
                    var calls = await BackfillCalls.Of(context).Where(call => call.CallId > after).Take(BatchSize).ToListAsync(token);
                    rows = [];
                    foreach (var call in calls)
                    {
                        rows.Add(await rating.RowAsync(context, call, token));
                        last = call.CallId;
                    }

                    return [new LedgerBatch { Events = rows }];
                },
                cancellationToken);
            if (rows.Count == 0)
            {
                return;
            }

            after = last;
            Set(Progress with
            {
                Done = Progress.Done + rows.Count,
                RowsWritten = Progress.RowsWritten + added,
                Cost = Progress.Cost + new Money(rows.Sum(row => row.CostNanos ?? 0)),
                Took = time.GetElapsedTime(started),
            });
        }
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await BackfillCalls.Of(context).LongCountAsync(cancellationToken);
    }

    private void Set(BackfillProgress progress) => Volatile.Write(ref _progress, progress);
}
