using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>
/// Whether a caller's credit allows a call, and how long it lasts: what the account's lots have left and what it may owe, less what live calls have
/// talked beyond what the books hold. Calls of one account share it, so a second is promised once. Nothing here is on the way of any audio.
/// </summary>
public sealed class CallerCredit(IDbContextFactory<VoiceOpsContext> contexts, LiveCalls liveCalls, TimeProvider time)
{
    private const int SecondsPerMinute = 60;
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(2);

    private IReadOnlyDictionary<long, AccountCredit> _known = new Dictionary<long, AccountCredit>();
    private long? _readAt;

    /// <summary>Why a caller of this account is not answered, in words for the call's row; null when one more may talk.</summary>
    internal async Task<string?> RefusalAsync(long accountId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var credit = (await ReadAsync(context, [accountId], cancellationToken)).GetValueOrDefault(accountId);
        return credit is null || Remaining(credit, LiveOf(accountId)) > TimeSpan.Zero ? null
            : credit.IsPrepaid ? "the account has no credit left" : $"the account owes its limit of ${credit.Limit}";
    }

    /// <summary>Reads the accounts of the live calls again, when that was some time ago.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_readAt is { } readAt && time.GetElapsedTime(readAt) < RefreshAfter)
        {
            return;
        }

        _readAt = time.GetTimestamp();
        var accounts = liveCalls.All().Select(call => call.Call.AccountId).OfType<long>().Distinct().ToList();
        if (accounts.Count == 0)
        {
            return;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        Volatile.Write(ref _known, await ReadAsync(context, accounts, cancellationToken));
    }

    /// <summary>How long this call may go on; null without an end.</summary>
    internal TimeSpan? Left(LiveCall call)
    {
        if (call.Call.AccountId is not { } account || Volatile.Read(ref _known).GetValueOrDefault(account) is not { } credit)
        {
            return null;
        }

        var live = LiveOf(account);
        // Started steps that are billed already are the caller's to use up.
        return PaidAhead(credit, call) + (Remaining(credit, live) / Math.Max(1, live.Count));
    }

    private static TimeSpan PaidAhead(AccountCredit credit, LiveCall call) =>
        TimeSpan.FromTicks(Math.Max(0, (Booked(credit, call) - call.Meters.Elapsed).Ticks));

    private static TimeSpan Booked(AccountCredit credit, LiveCall call) => TimeSpan.FromSeconds(credit.Billed.GetValueOrDefault(call.Call.Id));

    private static TimeSpan Remaining(AccountCredit credit, IEnumerable<LiveCall> live) =>
        credit.Left - TimeSpan.FromTicks(live.Sum(call => Math.Max(0, (call.Meters.Elapsed - Booked(credit, call)).Ticks)));

    private List<LiveCall> LiveOf(long account) => [.. liveCalls.All().Where(call => call.Call.AccountId == account)];

    /// <summary>Those of the accounts whose callers may not talk for ever.</summary>
    private async Task<IReadOnlyDictionary<long, AccountCredit>> ReadAsync(VoiceOpsContext context, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var accounts = await context.Accounts.AsNoTracking()
            .Where(account => ids.Contains(account.Id) && (account.IsPrepaid || account.CreditLimitNanos != null)).ToListAsync(cancellationToken);
        var credits = new Dictionary<long, AccountCredit>();
        foreach (var account in accounts.Where(account => account.PricePerMinute > 0 || account.IsPrepaid))
        {
            var now = time.GetUtcTime();
            var seconds = await context.CreditLots
                .Where(lot => lot.AccountId == account.Id && lot.DrawnSeconds + lot.RemovedSeconds < lot.Seconds && (lot.ExpiresAt == null || lot.ExpiresAt > now))
                .SumAsync(lot => lot.Seconds - lot.DrawnSeconds - lot.RemovedSeconds, cancellationToken);
            var owed = new Money(await context.LedgerBalances
                .Where(balance => balance.AccountId == account.Id && balance.LedgerAccount == LedgerAccounts.Receivable).SumAsync(balance => balance.AmountNanos, cancellationToken));
            var calls = LiveOf(account.Id).ConvertAll(call => call.Call.Id);
            var billed = await context.LedgerTransactions.Where(row => row.CallId != null && calls.Contains(row.CallId.Value) && row.Kind == LedgerKind.Usage)
                .GroupBy(row => row.CallId!.Value).Select(rows => new { rows.Key, Seconds = rows.Sum(row => row.BilledSeconds) })
                .ToDictionaryAsync(sum => sum.Key, sum => sum.Seconds, cancellationToken);
            credits[account.Id] = new AccountCredit(
                account.IsPrepaid, account.CreditLimitNanos is { } nanos ? new Money(nanos) : Money.Zero, TimeSpan.FromSeconds(seconds) + OnAccount(account, owed), billed);
        }

        return credits;
    }

    private static TimeSpan OnAccount(Account account, Money owed) => account.IsPrepaid || account.CreditLimitNanos is not { } limit
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds((double)decimal.Truncate(Math.Clamp((new Money(limit) - owed).Dollars / account.PricePerMinute * SecondsPerMinute, 0, int.MaxValue)));

    private sealed record AccountCredit(bool IsPrepaid, Money Limit, TimeSpan Left, IReadOnlyDictionary<long, long> Billed);
}
