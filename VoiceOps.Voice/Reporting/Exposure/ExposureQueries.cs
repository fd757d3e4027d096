using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Exposure;

/// <summary>Reads the credit exposure inside a snapshot's transaction: every figure of it is as of the same moment.</summary>
public sealed class ExposureQueries(FulfilmentRisk risk)
{
    internal async Task<CreditExposure> ReadAsync(VoiceOpsContext context, DateTime now, CancellationToken cancellationToken)
    {
        var lots = await context.CreditLots.AsNoTracking().Where(lot => lot.DrawnSeconds + lot.RemovedSeconds < lot.Seconds).ToListAsync(cancellationToken);
        var cost = await LastDaysAsync(context, now, cancellationToken);
        return new CreditExposure
        {
            PaidSeconds = lots.Where(lot => !LotKind.IsFree(lot.Kind)).Sum(lot => lot.SecondsLeft),
            FreeSeconds = lots.Where(lot => LotKind.IsFree(lot.Kind)).Sum(lot => lot.SecondsLeft),
            Liability = -await BalanceAsync(context, LedgerAccounts.DeferredRevenue, cancellationToken),
            Receivable = await BalanceAsync(context, LedgerAccounts.Receivable, cancellationToken),
            Ladder = [.. ExpiryStep.Steps.Select((step, index) => Step(step.Name, lots.Where(lot => StepOf(lot, now) == index)))],
            CostPerMinute = cost.IsCostUnknown ? null : cost.CostPerMinute,
            CostPerMinuteP95 = await risk.CostPerMinuteP95Async(context, cancellationToken),
        };
    }

    private static async Task<Money> BalanceAsync(VoiceOpsContext context, string account, CancellationToken cancellationToken) =>
        new(await context.LedgerBalances.Where(balance => balance.LedgerAccount == account).SumAsync(balance => balance.AmountNanos, cancellationToken));

    // Whole quarters of an hour: the rollups alone.
    private static async Task<PeriodTotals> LastDaysAsync(VoiceOpsContext context, DateTime now, CancellationToken cancellationToken)
    {
        SeriesBucket[] window = [new(UtcTime.QuarterStart(now - FulfilmentRisk.Window), UtcTime.QuarterStart(now).AddMinutes(15), "")];
        return Totals.Of(await RollupSums.CostsAsync(context, window, cancellationToken), await RollupSums.CallsAsync(context, window, cancellationToken));
    }

    private static ExpiryStep Step(string name, IEnumerable<CreditLot> lots) =>
        lots.Aggregate(new ExpiryStep(name, 0, Money.Zero), (sum, lot) => sum with { Seconds = sum.Seconds + lot.SecondsLeft, Value = sum.Value + lot.ValueLeft });

    private static int StepOf(CreditLot lot, DateTime now) =>
        Array.FindIndex(ExpiryStep.Steps, step => lot.ExpiresAt is null ? step.Days is null : step.Days == int.MaxValue || lot.ExpiresAt < now.AddDays(step.Days ?? 0));
}
