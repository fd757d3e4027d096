using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Credits.Accounts;

/// <summary>Reads what the credit exposure is made of, in one transaction.</summary>
public sealed class ExposureDetailQueries(IDbContextFactory<VoiceOpsContext> contexts, ExposureQueries exposure, ReportingClock clock)
{
    public async Task<ExposureDetail> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var now = clock.Now;
        var names = await context.Accounts.ToDictionaryAsync(account => account.Id, account => account.Name, cancellationToken);
        var lots = await context.CreditLots.AsNoTracking().Where(lot => lot.DrawnSeconds + lot.RemovedSeconds < lot.Seconds).ToListAsync(cancellationToken);
        var owed = await context.LedgerBalances.AsNoTracking().Where(balance => balance.LedgerAccount == LedgerAccounts.Receivable && balance.AmountNanos != 0)
            .ToListAsync(cancellationToken);
        return new ExposureDetail(
            now,
            await exposure.ReadAsync(context, now, cancellationToken),
            [.. lots.OrderBy(lot => names[lot.AccountId], StringComparer.OrdinalIgnoreCase).GroupBy(lot => lot.AccountId)
                .SelectMany(ofAccount => ofAccount.InDrawingOrder()).Select(lot => (lot, names[lot.AccountId]))],
            [.. owed.OrderByDescending(balance => balance.AmountNanos).Select(balance => (balance.AccountId, names[balance.AccountId],
                new Money(balance.AmountNanos)))]);
    }
}
