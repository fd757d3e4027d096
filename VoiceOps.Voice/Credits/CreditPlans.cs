using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>What each deed would write, as the books stand in the context's transaction.</summary>
internal sealed class CreditPlans(VoiceOpsContext context, Signature signature, DateTime now, string key)
{
    public async Task<IReadOnlyList<CreditMovement>> AddAsync(NewCredit credit, CancellationToken cancellationToken)
    {
        credit.Demand(now);
        var account = await AccountAsync(credit.AccountId, cancellationToken);
        var owed = account.SettlesReceivable ? await BalanceAsync(LedgerAccounts.Receivable, account.Id, cancellationToken) : Money.Zero;
        var settled = new Money(Math.Clamp(owed.Nanos, 0, credit.Value.Nanos));
        var movements = new List<CreditMovement>();
        if (settled > Money.Zero)
        {
            movements.Add(new CreditMovement(Transaction($"{key}/settlement", LedgerKind.Settlement, account.Id)
                .With(LedgerAccounts.Cash, settled).With(LedgerAccounts.Receivable, -settled)));
        }

        var value = credit.Value - settled;
        if (value == Money.Zero && credit.Kind == LotKind.Purchase)
        {
            return movements;
        }

        // What is left of the payment buys credit at the price of the whole; a rest of a second is the customer's.
        var seconds = settled == Money.Zero ? credit.Seconds : CeilingOf(credit.Seconds, value, credit.Value);
        movements.Add(new CreditMovement(Transaction(key, credit.Kind == LotKind.Purchase ? LedgerKind.Purchase : LedgerKind.Grant, account.Id)
            .With(LedgerAccounts.Cash, value).With(LedgerAccounts.DeferredRevenue, -value))
        {
            Lot = Lot(account.Id, credit.Kind, seconds, value, credit.ExpiresAt, callId: null),
        });
        return movements;
    }

    /// <summary>Pays unused credit back, of one lot or, when none is named, of those bought last.</summary>
    public async Task<IReadOnlyList<CreditMovement>> RefundAsync(long accountId, long? lotId, Money amount, CancellationToken cancellationToken)
    {
        var account = await AccountAsync(accountId, cancellationToken);
        var lots = (await context.CreditLots.AsNoTracking().Where(lot => lot.AccountId == account.Id && (lotId == null || lot.Id == lotId)).ToListAsync(cancellationToken))
            .Where(lot => lot.Kind == LotKind.Purchase && !(lot.ExpiresAt <= now) && lot.ValueLeft > Money.Zero)
            .OrderByDescending(lot => lot.CreatedAt).ThenByDescending(lot => lot.Id).ToList();
        var most = new Money(lots.Sum(lot => lot.ValueLeft.Nanos));
        if (amount <= Money.Zero || amount > most)
        {
            throw new CreditProblem("Amount", most == Money.Zero
                ? "There is no unused credit that was paid for."
                : $"More than $0, and no more than the ${most} that are paid for and unused.");
        }

        var movements = new List<CreditMovement>();
        foreach (var lot in lots)
        {
            if (amount == Money.Zero)
            {
                break;
            }

            var part = amount < lot.ValueLeft ? amount : lot.ValueLeft;
            movements.Add(Refund(account.Id, lot, part, movements.Count));
            amount -= part;
        }

        return movements;
    }

    /// <summary>Gives credit back for a call; never more than it has earned.</summary>
    public async Task<IReadOnlyList<CreditMovement>> ReCreditAsync(long callId, Money value, long? seconds, DateTime? expiresAt, CancellationToken cancellationToken)
    {
        var (account, price) = await PayerAsync(callId, value, value == Money.Zero && seconds > 0, cancellationToken);
        var given = seconds ?? (price > 0 ? (long)decimal.Ceiling(value.Dollars / price * 60) : 0);
        if (given is < 1 or > NewCredit.MostSeconds)
        {
            throw new CreditProblem("Seconds", $"From 1 to {NewCredit.MostSeconds:N0} whole seconds.");
        }

        if (expiresAt <= now)
        {
            throw new CreditProblem("ExpiresAt", "That moment is past: nothing could be used.");
        }

        return
        [
            new CreditMovement(Transaction(key, LedgerKind.ReCredit, account, callId).With(LedgerAccounts.Refunds, value).With(LedgerAccounts.DeferredRevenue, -value))
            {
                Lot = Lot(account, LotKind.Goodwill, given, value, expiresAt, callId),
            },
        ];
    }

    /// <summary>Gives a call's money back: what is owed is let off first, the rest is cash.</summary>
    public async Task<IReadOnlyList<CreditMovement>> RefundCallAsync(long callId, Money amount, CancellationToken cancellationToken)
    {
        var (account, _) = await PayerAsync(callId, amount, mayBeZero: false, cancellationToken);
        var owed = await BalanceAsync(LedgerAccounts.Receivable, account, cancellationToken);
        var letOff = new Money(Math.Clamp(owed.Nanos, 0, amount.Nanos));
        return
        [
            new CreditMovement(Transaction(key, LedgerKind.CallRefund, account, callId)
                .With(LedgerAccounts.Refunds, amount).With(LedgerAccounts.Receivable, -letOff).With(LedgerAccounts.Cash, letOff - amount)),
        ];
    }

    private static long CeilingOf(long seconds, Money part, Money whole) => (long)((((Int128)seconds * part.Nanos) + whole.Nanos - 1) / whole.Nanos);

    private async Task<Account> AccountAsync(long id, CancellationToken cancellationToken) =>
        await context.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancellationToken)
            ?? throw new CreditProblem("AccountId", $"There is no account {id}.");

    private async Task<Money> BalanceAsync(string ledgerAccount, long accountId, CancellationToken cancellationToken) => new(
        await context.LedgerBalances.Where(balance => balance.LedgerAccount == ledgerAccount && balance.AccountId == accountId)
            .SumAsync(balance => balance.AmountNanos, cancellationToken));

    private async Task<(long Account, decimal Price)> PayerAsync(long callId, Money value, bool mayBeZero, CancellationToken cancellationToken)
    {
        var call = await context.Calls.AsNoTracking().Where(call => call.Id == callId)
            .Select(call => new { call.AccountId, call.PricePerMinute }).SingleOrDefaultAsync(cancellationToken);
        if (call?.AccountId is not { } account)
        {
            throw new CreditProblem("CallSid", "There is no such call of a customer.");
        }

        var earned = new Money(await context.CallTotals.Where(total => total.CallId == callId).SumAsync(total => total.RevenueNanos, cancellationToken));
        if (value > earned || value < Money.Zero || (value == Money.Zero && !mayBeZero))
        {
            throw new CreditProblem("Value", $"No more than the ${earned} that the call has earned and has not been given back.");
        }

        return (account, call.PricePerMinute);
    }

    private CreditMovement Refund(long accountId, CreditLot lot, Money part, int number)
    {
        // The seconds that go are those that the money paid for. Money that stays needs a second to stay in.
        var seconds = part == lot.ValueLeft ? lot.SecondsLeft : Math.Min(CeilingOf(lot.SecondsLeft, part, lot.ValueLeft), lot.SecondsLeft - 1);
        if (seconds == 0)
        {
            throw new CreditProblem("Amount", $"Lot {lot.Id} has one second left: pay back all of it, ${lot.ValueLeft}.");
        }

        return new CreditMovement(Transaction(number == 0 ? key : $"{key}/{number}", LedgerKind.Refund, accountId)
            .With(LedgerAccounts.DeferredRevenue, part).With(LedgerAccounts.Cash, -part))
        {
            Removal = new LotRemoval
            {
                LotId = lot.Id,
                Kind = LotRemoval.Refund,
                Seconds = seconds,
                ValueNanos = part.Nanos,
                DrawnSeconds = lot.DrawnSeconds,
                OccurredAt = now,
            },
        };
    }

    private CreditLot Lot(long accountId, string kind, long seconds, Money value, DateTime? expiresAt, long? callId) => new()
    {
        AccountId = accountId,
        Kind = kind,
        Seconds = seconds,
        ValueNanos = value.Nanos,
        CreatedAt = now,
        ExpiresAt = expiresAt,
        Reason = signature.Reason,
        CreatedBy = signature.By,
        CallId = callId,
    };

    private LedgerTransaction Transaction(string transactionKey, string kind, long accountId, long? callId = null) => new()
    {
        TransactionKey = transactionKey,
        Kind = kind,
        AccountId = accountId,
        CallId = callId,
        OccurredAt = now,
        Reason = signature.Reason,
        CreatedBy = signature.By,
    };
}
