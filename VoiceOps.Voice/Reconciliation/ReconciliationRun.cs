using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>Asks the providers whatever is due: prices of calls, figures of days, balances. One run at a time.</summary>
internal sealed class ReconciliationRun(
    PriceChecks prices, DayFigures days, ProviderBalances balances, ReconciliationMetrics metrics, ReconciliationSignal signal,
    IOptions<ReconciliationOptions> options, TimeProvider time, ILogger<ReconciliationRun> logger)
{
    private DateTime? _daysAt;
    private DateTime? _balancesAt;

    /// <summary><paramref name="all"/> asks for everything, due or not.</summary>
    public async Task RunAsync(bool all, CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        if (await prices.RunAsync(cancellationToken) is > 0 and var rows)
        {
            logger.Billed(rows);
        }

        if (all || _balancesAt is null || now - _balancesAt >= options.Value.BalancesEvery)
        {
            _balancesAt = now;
            await balances.RunAsync(cancellationToken);
        }

        if (all || _daysAt is null || now - _daysAt >= options.Value.DaysEvery)
        {
            _daysAt = now;
            await days.RunAsync(cancellationToken);
            await metrics.MeasureAsync(cancellationToken);
        }

        signal.Raise();
    }
}
