using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>Finds what is frozen for a call when it starts.</summary>
internal sealed class CallTermsReader(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, TimeProvider time)
{
    /// <summary>The rate card in force now and the price of the caller's account, or of the default one.</summary>
    public async Task<CallTerms> ReadAsync(string? callerNumber, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var account = await AccountOfAsync(context, callerNumber, cancellationToken);
        return new CallTerms
        {
            RateCard = await rateCards.LoadAsync(context, time.GetUtcTime(), cancellationToken),
            AccountId = account.Id,
            AccountName = account.Name,
            AccountProblem = account.IsUsable ? null : $"the account {account.Name} has no price or billing step that can be used: mend its row in accounts",
            Blocked = account.IsBlocked ? $"the account {account.Name} is blocked" : null,
            PricePerMinute = account.IsUsable ? account.PricePerMinute : 0,
            BillingIncrementSeconds = account.IsUsable ? account.BillingIncrementSeconds : 1,
        };
    }

    private static async Task<Account> AccountOfAsync(VoiceOpsContext context, string? number, CancellationToken cancellationToken)
    {
        var accounts = context.Accounts.AsNoTracking();
        // Whoever wrote down a withheld one as somebody's has written down all strangers.
        var owner = !CallerNumber.IsKnown(number) ? null : await context.AccountNumbers.Where(row => row.Number == number).Select(row => (long?)row.AccountId).SingleOrDefaultAsync(cancellationToken);
        return (owner is null ? null : await accounts.SingleOrDefaultAsync(account => account.Id == owner, cancellationToken))
            ?? await accounts.OrderByDescending(account => account.IsDefault).ThenBy(account => account.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new InvalidOperationException("There is no account. Every caller belongs to one: add a default account.");
    }
}
