using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Credits.Accounts;

/// <summary>Reads accounts and what stands behind their balances.</summary>
public sealed class AccountQueries(IDbContextFactory<VoiceOpsContext> contexts, ReportingClock clock)
{
    /// <summary>The ledger's last movements, as many as a page shows.</summary>
    private const int Movements = 100;

    private static readonly TimeSpan Window = TimeSpan.FromDays(30);
    private static readonly TimeSpan PaceOf = TimeSpan.FromDays(7);

    public async Task<AccountList> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        return new AccountList(clock.Now, await LinesAsync(context, null, cancellationToken));
    }

    /// <summary>All accounts by name, to choose from.</summary>
    public async Task<IReadOnlyList<Account>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.Accounts.AsNoTracking().OrderBy(account => account.Name).ToListAsync(cancellationToken);
    }

    /// <summary>One account with its lots and its ledger; null when there is none.</summary>
    public async Task<AccountSheet?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        if (await LinesAsync(context, id, cancellationToken) is not [var line])
        {
            return null;
        }

        var movements = await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries).Where(row => row.AccountId == id)
            .OrderByDescending(row => row.Id).Take(Movements).ToListAsync(cancellationToken);
        return new AccountSheet
        {
            AsOf = clock.Now,
            Line = line,
            Lots = [.. (await context.CreditLots.AsNoTracking().Where(lot => lot.AccountId == id).ToListAsync(cancellationToken)).InReadingOrder()],
            Movements = SheetMovement.Of(movements, line.Liability - line.Receivable),
            MovementCount = await context.LedgerTransactions.LongCountAsync(row => row.AccountId == id, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<AccountLine>> LinesAsync(VoiceOpsContext context, long? id, CancellationToken cancellationToken)
    {
        var (month, week) = (clock.Now - Window, clock.Now - PaceOf);
        var accounts = await context.Accounts.AsNoTracking().Where(account => id == null
            || account.Id == id).OrderBy(account => account.Name).ToListAsync(cancellationToken);
        var numbers = (await context.AccountNumbers.AsNoTracking().Where(row => id == null || row.AccountId == id).ToListAsync(cancellationToken))
            .ToLookup(row => row.AccountId, row => row.Number);
        var lots = await context.CreditLots.AsNoTracking()
            .Where(lot => (id == null || lot.AccountId == id) && lot.DrawnSeconds + lot.RemovedSeconds < lot.Seconds).ToListAsync(cancellationToken);
        var left = lots.GroupBy(lot => lot.AccountId).ToDictionary(account => account.Key, account => account.Sum(lot => lot.SecondsLeft));
        var balances = await context.LedgerBalances.AsNoTracking().Where(balance => id == null || balance.AccountId == id)
            .ToDictionaryAsync(balance => (balance.AccountId, balance.LedgerAccount), balance => new Money(balance.AmountNanos), cancellationToken);
        var paces = await context.LedgerTransactions.Where(row => row.OccurredAt >= week && row.Kind == LedgerKind.Usage && (id == null || row.AccountId == id))
            .GroupBy(row => row.AccountId).Select(rows => new { rows.Key, Seconds = rows.Sum(row => row.BilledSeconds) })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Seconds, cancellationToken);
        var totals = await (
            from call in context.Calls.Where(call => call.StartedAt >= month && call.AccountId != null && (id == null || call.AccountId == id))
            join total in context.CallTotals on call.Id equals total.CallId
            group total by call.AccountId!.Value into calls
            select new
            {
                calls.Key,
                Cost = calls.Sum(total => total.CostNanos),
                Revenue = calls.Sum(total => total.RevenueNanos),
                Unpriced = calls.Sum(total => total.UnpricedCount),
                Count = calls.LongCount(),
            }).ToDictionaryAsync(sum => sum.Key, cancellationToken);
        return accounts.ConvertAll(account => new AccountLine
        {
            Account = account,
            Numbers = [.. numbers[account.Id].Order(StringComparer.Ordinal)],
            SecondsLeft = left.GetValueOrDefault(account.Id),
            Liability = -balances.GetValueOrDefault((account.Id, LedgerAccounts.DeferredRevenue)),
            Receivable = balances.GetValueOrDefault((account.Id, LedgerAccounts.Receivable)),
            SecondsOfWeek = paces.GetValueOrDefault(account.Id),
            Revenue = new Money(totals.GetValueOrDefault(account.Id)?.Revenue ?? 0),
            Cost = new Money(totals.GetValueOrDefault(account.Id)?.Cost ?? 0),
            UnpricedRows = totals.GetValueOrDefault(account.Id)?.Unpriced ?? 0,
            Calls = totals.GetValueOrDefault(account.Id)?.Count ?? 0,
        });
    }
}
