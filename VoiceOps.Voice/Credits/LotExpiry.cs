using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>
/// Books what lots have left when their time is over as breakage: on time, after a pause all that was missed, each dated when its lot expired.
/// Seconds that a call gives back to an expired lot are booked the same way.
/// </summary>
internal sealed class LotExpiry(
    LedgerWriter writer, IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LotExpiry> logger) : BackgroundService
{
    /// <summary>New lots, and seconds that come back, are seen after so long at the latest.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int AtOnce = 500;

    /// <summary>Books all that is due; returns how many lots.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (lots, value) = (0, Money.Zero);
        int booked;
        do
        {
            booked = 0;
            await writer.PostAsync(MakeAsync, cancellationToken);
            lots += booked;
        }
        while (booked == AtOnce);

        if (lots > 0)
        {
            logger.LotsExpired(lots, value.ToString());
        }

        return lots;

        async Task<IReadOnlyList<LedgerBatch>> MakeAsync(VoiceOpsContext context, CancellationToken token)
        {
            var now = time.GetUtcTime();
            var due = await Unused(context).Where(lot => lot.ExpiresAt <= now).OrderBy(lot => lot.ExpiresAt).ThenBy(lot => lot.Id).Take(AtOnce).ToListAsync(token);
            booked = due.Count;
            value += new Money(due.Sum(lot => lot.ValueLeft.Nanos));
            return booked == 0 ? [] : [new LedgerBatch { Credits = due.ConvertAll(Expire) }];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = LongestWait;
            try
            {
                await RunAsync(stoppingToken);
                wait = await UntilNextAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ExpiryFailed(exception);
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IQueryable<CreditLot> Unused(VoiceOpsContext context) =>
        context.CreditLots.AsNoTracking().Where(lot => lot.ExpiresAt != null && lot.DrawnSeconds + lot.RemovedSeconds < lot.Seconds);

    private static CreditMovement Expire(CreditLot lot)
    {
        var at = lot.ExpiresAt!.Value;
        return new CreditMovement(new LedgerTransaction
        {
            // Once for each state of the lot: it has something left again when a call gives back.
            TransactionKey = $"expiry/{lot.Id}/{lot.DrawnSeconds}/{lot.RemovedSeconds}",
            Kind = LedgerKind.Expiry,
            AccountId = lot.AccountId,
            OccurredAt = at,
        }.With(LedgerAccounts.DeferredRevenue, lot.ValueLeft).With(LedgerAccounts.Breakage, -lot.ValueLeft))
        {
            Removal = new LotRemoval
            {
                LotId = lot.Id,
                Kind = LotRemoval.Expiry,
                Seconds = lot.SecondsLeft,
                ValueNanos = lot.ValueLeft.Nanos,
                DrawnSeconds = lot.DrawnSeconds,
                OccurredAt = at,
            },
        };
    }

    private async Task<TimeSpan> UntilNextAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var next = await Unused(context).MinAsync(lot => lot.ExpiresAt, cancellationToken);
        var until = next - time.GetUtcTime() ?? LongestWait;
        return until < TimeSpan.Zero ? TimeSpan.Zero : until < LongestWait ? until : LongestWait;
    }
}
